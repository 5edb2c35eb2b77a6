import { protectedRoute } from '../route.ts'
import { NewThread, ThreadView } from '#contract/thread.ts'

export const createThread = protectedRoute({
  method: 'POST',
  path: '/v1/threads',
  scopes: ['chat'],
  summary: 'Start a thread',
  body: NewThread,
  status: 201,
  success: 'The new thread.',
  result: ThreadView,
  handle: async ({ principal, body, services }) =>
    await services.operations.createThread(principal, { agent: body.agent ?? null, channel: 'web' }),
})
