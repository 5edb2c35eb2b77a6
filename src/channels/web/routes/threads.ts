import * as threadEndpoints from '#contract/thread-endpoints.ts'
import { protectedRoute } from '../route.ts'
import { momentOf } from '#contract/fields.ts'

export const createThread = protectedRoute({
  ...threadEndpoints.createThread,
  handle: async ({ principal, body, services }) =>
    await services.operations.createThread(principal, { agent: body.agent ?? null, channel: 'web' }),
})

export const listThreads = protectedRoute({
  ...threadEndpoints.listThreads,
  handle: async ({ principal, query, services }) => {
    const { requester = null, agent = null, status = null, after = null, limit } = query
    const times = { since: momentOf(query.since), until: momentOf(query.until) }
    return await services.operations.listThreads(principal, { requester, agent, status, ...times, after, limit })
  },
})

export const readThread = protectedRoute({
  ...threadEndpoints.readThread,
  handle: async ({ principal, params, services }) => await services.operations.readThread(principal, params.threadId),
})

export const listMessages = protectedRoute({
  ...threadEndpoints.listMessages,
  handle: async ({ principal, params, query, services }) =>
    await services.operations.listMessages(principal, params.threadId, {
      after: query.after ?? null,
      runId: query.runId ?? null,
      limit: query.limit,
    }),
})
