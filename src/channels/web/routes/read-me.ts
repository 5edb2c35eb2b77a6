import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Scope } from '#core/principal.ts'

export const readMe = protectedRoute({
  method: 'GET',
  path: '/v1/me',
  actions: ['me.read'],
  summary: 'Who you are, with the roles that you hold and the groups that you are in now',
  success: 'You.',
  result: z
    .object({
      id: z.string(),
      name: z.string(),
      tenantId: z.string(),
      roles: z.array(z.string()).readonly(),
      groups: z.array(z.string()).readonly(),
      scopes: z.array(Scope).readonly(),
      authenticatedBy: z.enum(['session', 'key', 'token']),
    })
    .meta({ id: 'Me' }),
  handle: async ({ principal }) => {
    const { id, name, tenantId, roles, groups, scopes, authenticatedBy } = principal
    return { id, name, tenantId, roles, groups, scopes, authenticatedBy }
  },
})
