import { z } from 'zod'
import { THREAD_STATUSES } from '#contract/thread.ts'
import { protectedRoute } from '../route.ts'
import { Id, When, limitUpTo, momentOf, textUpTo } from '#contract/fields.ts'
import { ListedThreadView } from '#contract/thread.ts'

export const listThreads = protectedRoute({
  method: 'GET',
  path: '/v1/threads',
  scopes: ['chat', 'read'],
  summary: 'List the threads that you may read',
  description: 'Your own; for operators and auditors everybody’s.',
  query: z.object({
    requester: textUpTo(128).optional().describe('The id of whose they are.'),
    agent: textUpTo(100).optional(),
    status: z.enum(THREAD_STATUSES).optional(),
    since: When.optional().describe('Only those that began then or later.'),
    until: When.optional().describe('Only those that began before.'),
    after: Id.optional().describe('The `next` of the page before.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'The threads, newest first. `next` is where to go on; null at the end.',
  result: z.object({ threads: z.array(ListedThreadView).readonly(), next: Id.nullable() }),
  handle: async ({ principal, query, services }) => {
    const { requester = null, agent = null, status = null, after = null, limit } = query
    const times = { since: momentOf(query.since), until: momentOf(query.until) }
    return await services.operations.listThreads(principal, { requester, agent, status, ...times, after, limit })
  },
})

export const readThread = protectedRoute({
  method: 'GET',
  path: '/v1/threads/{threadId}',
  scopes: ['chat', 'read'],
  summary: 'Read a thread, with how it stands',
  params: z.object({ threadId: Id }),
  success: 'The thread. What was said in it is at `/v1/threads/{threadId}/messages`.',
  result: ListedThreadView,
  handle: async ({ principal, params, services }) => await services.operations.readThread(principal, params.threadId),
})
