import * as toolEndpoints from '#contract/tool-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const listStops = protectedRoute({
  ...toolEndpoints.listStops,
  handle: async ({ principal, query, services }) => ({
    stops: await services.operations.listStops(principal, { all: query.all === 'true' }),
  }),
})

export const stopCalls = protectedRoute({
  ...toolEndpoints.stopCalls,
  handle: async ({ principal, body, services }) => ({ stop: await services.operations.stopCalls(principal, body) }),
})

export const startCalls = protectedRoute({
  ...toolEndpoints.startCalls,
  handle: async ({ principal, params, services }) => ({
    stop: await services.operations.startCalls(principal, params.stopId),
  }),
})
