import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { ReplayView } from '#contract/replay.ts'

export const replayPlan = protectedRoute({
  method: 'GET',
  path: '/v1/plans/{planId}/replay',
  scopes: ['read', 'decide'],
  summary: 'Replay a plan’s dry run',
  description:
    'Runs the stored program again over its journal, in the sandbox: no tool is called and nothing is done. For whoever may download its evidence.',
  params: z.object({ planId: Id }),
  success: 'Each step, and whether all is as it was.',
  result: ReplayView,
  problems: [{ status: 409, code: 'plan-not-made', when: 'the plan is still being made' }],
  handle: async ({ principal, params, services, signal }) =>
    await services.operations.replayPlan(principal, params.planId, signal),
})
