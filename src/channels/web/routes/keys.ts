import * as keyEndpoints from '#contract/key-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const createKey = protectedRoute({
  ...keyEndpoints.createKey,
  handle: async ({ principal, body, services }) => await services.operations.createKey(principal, body),
})

export const listKeys = protectedRoute({
  ...keyEndpoints.listKeys,
  handle: async ({ principal, services }) => ({ keys: await services.operations.listKeys(principal) }),
})

export const revokeKey = protectedRoute({
  ...keyEndpoints.revokeKey,
  handle: async ({ principal, params, services }) => await services.operations.revokeKey(principal, params.keyId),
})
