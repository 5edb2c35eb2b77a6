import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id, limitUpTo } from '#contract/fields.ts'
import { MessageView } from '#contract/message.ts'

export const listMessages = protectedRoute({
  method: 'GET',
  path: '/v1/threads/{threadId}/messages',
  scopes: ['chat', 'read'],
  summary: 'Read the messages of a thread',
  description:
    'A plan that waits for somebody is a part of the assistant’s message from then on, with `isComplete: false`. The answer takes its place, under the same id: read it again by `runId`, or follow the events.',
  params: z.object({ threadId: Id }),
  query: z.object({
    runId: Id.optional().describe('Only what a run answers, and its answer.'),
    after: z.uuid().optional().describe('The `next` of the page before.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'A page of messages, oldest first. `next` is null on the last one.',
  result: z.object({ messages: z.array(MessageView).readonly(), next: z.string().nullable() }),
  handle: async ({ principal, params, query, services }) =>
    await services.operations.listMessages(principal, params.threadId, {
      after: query.after ?? null,
      runId: query.runId ?? null,
      limit: query.limit,
    }),
})
