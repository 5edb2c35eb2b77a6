import * as threadEndpoints from '#contract/thread-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const listMessages = protectedRoute({
  ...threadEndpoints.listMessages,
  handle: async ({ principal, params, query, services }) =>
    await services.operations.listMessages(principal, params.threadId, {
      after: query.after ?? null,
      runId: query.runId ?? null,
      limit: query.limit,
    }),
})
