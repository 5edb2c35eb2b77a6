import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { ExplanationView } from '#contract/explanation.ts'

export const explainPlan = protectedRoute({
  method: 'GET',
  path: '/v1/plans/{planId}/explanation',
  scopes: ['read', 'decide'],
  summary: 'Explain how a plan was judged',
  description:
    'Which rule decided on each step and on the plan, and which part of its condition made it so, from the rules and facts that it was judged by. Whoever merely asked for the plan isn’t shown conditions.',
  params: z.object({ planId: Id }),
  success: 'The rules that decided, cut to what you may see.',
  result: ExplanationView,
  problems: [{ status: 409, code: 'plan-not-judged', when: 'the plan has no verdict' }],
  handle: async ({ principal, params, services }) => await services.operations.explainPlan(principal, params.planId),
})
