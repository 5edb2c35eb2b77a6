import { readPrincipal, upsertPerson } from '#memory/people.ts'
import { Scope, TenantId, type Principal } from '#principal.ts'
import type { Operations } from '../contract.ts'
import { isNoTenant } from '../no-tenant.ts'
import type { Services } from '../services.ts'

/** Who somebody is: as kept here, and as an identity provider says it. */
export function peopleOperations({
  database,
}: Pick<Services, 'database'>): Pick<Operations, 'readPerson' | 'rememberPrincipal'> {
  return {
    readPerson: async (tenantId, id) => {
      const tenant = TenantId.safeParse(tenantId)
      if (!tenant.success) return null
      const person = await database.atOnce(tenant.data, (tx) => readPrincipal(tx, id))
      return person && { ...person, tenantId: tenant.data, authenticatedBy: 'session', scopes: Scope.options }
    },
    // Each time: another process may have been told otherwise meanwhile.
    rememberPrincipal: isKept,
  }

  async function isKept(principal: Principal): Promise<boolean> {
    const kind = principal.authenticatedBy === 'session' ? 'person' : 'service'
    try {
      await database.atOnce(principal.tenantId, (tx) => upsertPerson(tx, { ...principal, kind }))
      return true
    } catch (error) {
      if (isNoTenant(error)) return false
      throw error
    }
  }
}
