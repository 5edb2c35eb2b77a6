import { protectedRoute } from '../route.ts'
import { NewThread, Thread } from '../schemas/conversation.ts'

export const createThread = protectedRoute({
  method: 'POST',
  path: '/v1/threads',
  actions: ['thread.create'],
  summary: 'Start a thread',
  body: NewThread,
  status: 201,
  success: 'The new thread.',
  result: Thread,
  handle: async ({ principal, body, services }) =>
    await services.operations.createThread(principal, { agent: body.agent ?? null, channel: 'web' }),
})
