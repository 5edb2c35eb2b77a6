import * as runEndpoints from '#contract/run-endpoints.ts'
import { protectedRoute } from '../route.ts'
import { momentOf } from '#contract/fields.ts'

export const listRuns = protectedRoute({
  ...runEndpoints.listRuns,
  handle: async ({ principal, query, services }) => {
    const { threadId = null, requester = null, agent = null, status = null, after = null, limit } = query
    const times = { since: momentOf(query.since), until: momentOf(query.until) }
    return await services.operations.listRuns(principal, { threadId, requester, agent, status, ...times, after, limit })
  },
})

export const readRun = protectedRoute({
  ...runEndpoints.readRun,
  handle: async ({ principal, params, services }) => await services.operations.readRun(principal, params.runId),
})

export const cancelRun = protectedRoute({
  ...runEndpoints.cancelRun,
  handle: async ({ principal, params, services }) => await services.operations.cancelRun(principal, params.runId),
})

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
