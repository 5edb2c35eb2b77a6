import * as planEndpoints from '#contract/plan-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const explainPlan = protectedRoute({
  ...planEndpoints.explainPlan,
  handle: async ({ principal, params, services }) => await services.operations.explainPlan(principal, params.planId),
})
