import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { UrlElicitationRequiredError } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { Id, textUpTo } from '#contract/fields.ts'
import type { DecisionOutcome } from '#contract/operations.ts'
import { refusedOutcome } from '#cards/drawing/refused-outcome.ts'
import { planLink, type McpCall } from './mcp-services.ts'
import { answered, answering, refused } from './tool-answer.ts'

const Decided = { plan: z.string(), status: z.string(), isNew: z.boolean() }

/** Deciding what others asked for, by a person's own token. What its person asked for is decided on our page alone. */
export function registerDecide(server: McpServer, call: McpCall): void {
  server.registerTool(
    'decide',
    {
      title: 'Decide a plan of somebody else',
      description:
        'Says yes or no, in the name of the person you work for, to a plan that somebody else asked for and whose role is asked. Only where your user told you to. A plan that they asked for themselves is decided by them, at its link.',
      inputSchema: {
        plan: Id,
        digest: textUpTo(200),
        decision: z.enum(['approve', 'reject']),
        reason: textUpTo(100).optional(),
        note: textUpTo(2_000).optional(),
      },
      outputSchema: Decided,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ plan, digest, decision, reason = null, note = null }) =>
      answering(call.services, async () => {
        const wanted = { digest, decision, reason, note, isRelayed: true }
        return told(call, plan, await call.services.operations.decidePlan(call.principal, plan, wanted))
      }),
  )
}

function told(call: McpCall, planId: string, outcome: DecisionOutcome) {
  if (outcome.outcome === 'own-page-required') return atLink(call, planId)
  if (outcome.outcome !== 'decided') throw refusedOutcome(outcome)
  const { plan, isNew } = outcome
  return answered({ plan: plan.id, status: plan.status, isNew })
}

const OWN = 'You asked for this, so you say yes or no to it yourself, signed in at its link. Nothing was decided.'

// Whatever a client answers to it decides nothing: the page asks its person.
function atLink({ services, opensLinks }: McpCall, planId: string) {
  const url = planLink(services, planId)
  if (!opensLinks) return refused('own-page-required', `${OWN} ${url}`, { link: url })
  throw new UrlElicitationRequiredError([{ mode: 'url', url, message: OWN, elicitationId: planId }], OWN)
}
