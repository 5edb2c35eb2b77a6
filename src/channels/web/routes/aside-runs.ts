import * as runEndpoints from '#contract/run-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const listAsideRuns = protectedRoute({
  ...runEndpoints.listAsideRuns,
  handle: async ({ principal, services }) => ({ runs: await services.operations.listAsideRuns(principal) }),
})

export const retryRun = protectedRoute({
  ...runEndpoints.retryRun,
  handle: async ({ principal, params, services }) => {
    await services.operations.retryRun(principal, params.runId)
    return {}
  },
})
