import * as planEndpoints from '#contract/plan-endpoints.ts'
import { isEmbedded, ownPageRequired } from '../own-page.ts'
import { protectedRoute } from '../route.ts'

export const resolveEffect = protectedRoute({
  ...planEndpoints.resolveEffect,
  handle: async ({ principal, params, headers, body, services }) => {
    // It is for who decides on the plan, never for who asked for it.
    if (isEmbedded(headers, services.config)) throw ownPageRequired()
    return { plan: await services.operations.resolveEffect(principal, params.planId, params.index, body) }
  },
})
