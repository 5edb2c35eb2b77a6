import { z } from 'zod'
import { isEmbedded, OWN_PAGE_REQUIRED, ownPageRequired, SentFrom } from '../own-page.ts'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { NewDecision } from '#contract/decision.ts'
import { PlanView } from '#contract/plan.ts'
import { AppError } from '#core/errors.ts'
import type { DecisionOutcome } from '#contract/operations.ts'

export const decidePlan = protectedRoute({
  method: 'POST',
  path: '/v1/plans/{planId}/decisions',
  scopes: ['decide'],
  summary: 'Approve, edit or reject a plan',
  description:
    'The first decision wins. The same decision by the same person again is answered like the first time. An edit decides nothing: the plan is judged again as it is now, and a yes is needed to its new `digest`.',
  params: z.object({ planId: Id }),
  headers: SentFrom,
  body: NewDecision,
  success: 'The plan with your decision.',
  result: z.object({ plan: PlanView }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'the plan asks roles that you don’t hold; `needs` names them' },
    {
      status: 403,
      code: 'own-edit',
      when: 'you changed the plan, so somebody else must say yes; `needs` names the roles',
    },
    { status: 403, code: 'person-required', when: 'this must be decided by a person, or a key with the scope decide' },
    OWN_PAGE_REQUIRED,
    { status: 409, code: 'decided-before', when: 'somebody was first; `decision` is theirs' },
    { status: 410, code: 'plan-expired', when: 'the plan’s time is over' },
    { status: 412, code: 'digest-differs', when: 'the plan isn’t the one that you saw; `digest` is its digest now' },
    { status: 423, code: 'stopped', when: 'an operator has stopped what the plan needs; it goes on waiting' },
    {
      status: 423,
      code: 'tool-suspended',
      when: 'a tool of the plan waits for an operator to accept it; the plan waits, too',
    },
    {
      status: 423,
      code: 'requester-signed-out',
      when: 'the plan acts with the rights of who asked, and their sign-in ended',
    },
    { status: 422, code: 'change-refused', when: 'an edit asks for what may not be changed, or not like that' },
    { status: 422, code: 'reason-unknown', when: 'the reason is none of the plan’s `rejectReasons`' },
  ],
  handle: async ({ principal, params, headers, body, services }) => {
    const outcome = await services.operations.decidePlan(principal, params.planId, {
      digest: body.digest,
      decision: body.decision,
      reason: body.reason ?? null,
      note: body.note ?? null,
      changes: body.changes ?? [],
      isEmbedded: isEmbedded(headers, services.config),
    })
    const plan = decidedPlan(outcome)
    const { decision } = body
    if (outcome.outcome === 'decided' && outcome.isNew && decision !== 'edit')
      services.metrics.planDecided(timesOf(plan, principal.id, decision))
    return { plan }
  },
})

function timesOf(plan: PlanView, principalId: string, decision: 'approve' | 'reject') {
  const mine = plan.decisions.findLast(({ principal }) => principal.id === principalId)
  const waitedMs = mine === undefined ? 0 : Math.max(0, Date.parse(mine.at) - Date.parse(plan.createdAt))
  return { decision, waitedMs, lookedMs: mine?.lookedMs ?? null }
}

function decidedPlan(outcome: DecisionOutcome): PlanView {
  switch (outcome.outcome) {
    case 'decided':
      return outcome.plan
    case 'wrong-role':
      throw refusal(403, 'wrong-role', `Deciding this plan is for ${listed(outcome.needs)}.`, { needs: outcome.needs })
    case 'own-page-required':
      throw ownPageRequired()
    case 'own-edit':
      throw refusal(
        403,
        'own-edit',
        `You changed this plan, so somebody else must say yes: ${listed(outcome.needs)}.`,
        {
          needs: outcome.needs,
        },
      )
    case 'person-required':
      throw refusal(403, 'person-required', "Deciding needs a person's session, or an API key with the scope decide.")
    case 'decided-before':
      throw refusal(409, 'decided-before', firstDecision(outcome), { decision: outcome.by, plan: outcome.plan })
    case 'expired':
      throw refusal(410, 'plan-expired', "The plan's time is over. Ask for it again.")
    case 'digest-differs':
      throw refusal(412, 'digest-differs', "The plan isn't the one that you saw. Look at it again, then decide.", {
        digest: outcome.digest,
      })
  }
}

function firstDecision({ by, plan }: Extract<DecisionOutcome, { outcome: 'decided-before' }>): string {
  if (by === null) return `The plan is ${plan.status} and takes no decision any more.`
  const did = { approve: 'approved', edit: 'changed', reject: 'rejected' }[by.decision]
  return `${by.principal.name} ${did} the plan before you.`
}

function listed(roles: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(roles)
}

function refusal(status: number, code: string, message: string, details: Record<string, unknown> = {}): AppError {
  return new AppError(message, { status, code, details })
}
