import * as planEndpoints from '#contract/plan-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const replayPlan = protectedRoute({
  ...planEndpoints.replayPlan,
  handle: async ({ principal, params, services, signal }) =>
    await services.operations.replayPlan(principal, params.planId, signal),
})
