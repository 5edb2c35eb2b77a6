import { listUndelivered as endpoint } from '#contract/channel-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const listUndelivered = protectedRoute({
  ...endpoint,
  handle: async ({ principal, services }) => ({
    messages: await services.outside.operations.listUndelivered(principal),
  }),
})
