import { z } from 'zod'
import { isEmbedded, OWN_PAGE_REQUIRED, ownPageRequired, SentFrom } from '../own-page.ts'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { NewResolution } from '#contract/decision.ts'
import { PlanView } from '#contract/plan.ts'

export const resolveEffect = protectedRoute({
  method: 'POST',
  path: '/v1/plans/{planId}/effects/{index}/resolution',
  scopes: ['decide'],
  summary: 'Say what came of an effect that nobody knows of',
  description: 'A person has looked after an effect whose state is `unknown`, and says whether it happened.',
  params: z.object({ planId: Id, index: z.coerce.number().int().min(0).max(10_000) }),
  headers: SentFrom,
  body: NewResolution,
  success: 'The plan as it is now.',
  result: z.object({ plan: PlanView }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t among those who decide on this plan' },
    OWN_PAGE_REQUIRED,
    { status: 409, code: 'effect-known', when: 'what became of the effect is known' },
    { status: 409, code: 'plan-at-work', when: 'a worker still has the plan; try again in a moment' },
    { status: 409, code: 'run-ended', when: 'you ask for another look, and the turn has ended' },
    { status: 423, code: 'stopped', when: 'an operator has stopped what the plan would go on with' },
  ],
  handle: async ({ principal, params, headers, body, services }) => {
    // It is for who decides on the plan, never for who asked for it.
    if (isEmbedded(headers, services.config)) throw ownPageRequired()
    return { plan: await services.operations.resolveEffect(principal, params.planId, params.index, body) }
  },
})
