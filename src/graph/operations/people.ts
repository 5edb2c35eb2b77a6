import { AppError } from '#errors.ts'
import { readPrincipal, upsertPerson } from '#memory/people.ts'
import { Scope, TenantId, type Principal } from '#principal.ts'
import type { Operations } from '../contract.ts'
import type { Services } from '../services.ts'

/** People whose last word is known, so that not every request of theirs writes it down again. */
const MAX_KNOWN = 10_000

/** Who somebody is: as kept here, and as an identity provider says it. */
export function peopleOperations(services: Services): Pick<Operations, 'readPerson' | 'rememberPrincipal'> {
  const { database } = services
  const known = new Map<string, string>()
  return {
    readPerson: async (tenantId, id) => {
      const tenant = TenantId.safeParse(tenantId)
      if (!tenant.success) return null
      const person = await database.atOnce(tenant.data, (tx) => readPrincipal(tx, id))
      return person && { ...person, tenantId: tenant.data, authenticatedBy: 'session', scopes: Scope.options }
    },
    rememberPrincipal: async (principal) => {
      const { tenantId, id, name, email, roles } = principal
      const words = JSON.stringify([name, email, roles])
      if (known.get(`${tenantId} ${id}`) === words) return true
      if (!(await isKept(principal))) return false
      if (known.size >= MAX_KNOWN) known.clear()
      known.set(`${tenantId} ${id}`, words)
      return true
    },
  }

  async function isKept(principal: Principal): Promise<boolean> {
    const kind = principal.authenticatedBy === 'session' ? 'person' : 'service'
    try {
      await database.atOnce(principal.tenantId, (tx) => upsertPerson(tx, { ...principal, kind }))
      return true
    } catch (error) {
      const isElsewhere = error instanceof AppError && NO_TENANT.includes(error.code)
      if (isElsewhere) return false
      throw error
    }
  }
}

/** What the database says where the tenant isn't there. */
const NO_TENANT: readonly string[] = ['database-reference', 'one-tenant-only']
