import { listUndelivered as undeliveredEndpoint } from '#contract/channel-endpoints.ts'
import * as endpoints from '#contract/subscription-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const listChannels = protectedRoute({
  ...endpoints.listChannels,
  handle: async ({ principal, services }) => ({
    channels: await services.outside.subscriptions.listChannels(principal),
  }),
})

export const sendEventsAgain = protectedRoute({
  ...endpoints.sendEventsAgain,
  handle: async ({ principal, params, body, services }) => {
    const again = body.since === undefined ? { ids: body.ids ?? [] } : { since: body.since }
    return { queued: await services.outside.subscriptions.sendAgain(principal, params.name, again) }
  },
})

export const listUndelivered = protectedRoute({
  ...undeliveredEndpoint,
  handle: async ({ principal, services }) => ({
    messages: await services.outside.operations.listUndelivered(principal),
  }),
})
