import * as threadEndpoints from '#contract/thread.ts'
import { protectedRoute } from '../route.ts'

export const createThread = protectedRoute({
  ...threadEndpoints.createThread,
  handle: async ({ principal, body, services }) =>
    await services.operations.createThread(principal, { agent: body.agent ?? null, channel: 'web' }),
})
