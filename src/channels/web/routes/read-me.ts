import * as serverEndpoints from '#contract/server-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const readMe = protectedRoute({
  ...serverEndpoints.readMe,
  handle: async ({ principal }) => {
    const { id, name, tenantId, roles, groups, scopes, authenticatedBy } = principal
    return { id, name, tenantId, roles, groups, scopes, authenticatedBy }
  },
})
