import { forgetEndedSignIns, keepSignIn, type SignIn } from '#memory/people/sign-ins.ts'
import { enforce } from '#auth/authorize.ts'
import type { PersonView } from '#contract/person.ts'
import { listPeople, readPrincipal, upsertPerson, type ListedPerson } from '#memory/people/people.ts'
import { Scope, TenantId, type Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import { actsAsRequester } from '#turn/agent-runtime.ts'
import { isUnknownTenant } from '../unknown-tenant.ts'
import type { Services } from '#turn/services.ts'
import { SignInCache } from './sign-in-cache.ts'

/** Who somebody is: as kept here, and as an identity provider says it. */
export function peopleOperations({
  database,
  config,
  agents,
}: Pick<Services, 'agents' | 'config' | 'database'>): Pick<
  Operations,
  'listPersons' | 'readPerson' | 'rememberPrincipal'
> {
  const kept = new SignInCache()
  return {
    readPerson: async (tenantId, id) => {
      const tenant = TenantId.safeParse(tenantId)
      if (!tenant.success) return null
      const person = await database.batch(tenant.data, (tx) => readPrincipal(tx, id))
      return person && { ...person, tenantId: tenant.data, authenticatedBy: 'session', scopes: Scope.options }
    },
    listPersons: async (principal, { words, after = null, limit }) => {
      enforce(principal, 'person.list', 'tenant')
      const people = await database.batch(principal.tenantId, (tx) => listPeople(tx, { words, after, limit }))
      return { people: people.map(personView), next: people.length < limit ? null : (people.at(-1)?.id ?? null) }
    },
    // Each time: another process may have been told otherwise meanwhile.
    rememberPrincipal: isKept,
  }

  async function isKept(principal: Principal, signIn?: SignIn): Promise<boolean> {
    const kind = principal.authenticatedBy === 'session' ? 'person' : 'service'
    const keeping = toKeep(principal, signIn)
    try {
      await database.batch(principal.tenantId, (tx) =>
        Promise.all([
          upsertPerson(tx, { ...principal, kind }),
          ...(keeping ? [keepSignIn(tx, principal.id, keeping.signIn, keeping.key), forgetEndedSignIns(tx)] : []),
        ]),
      )
      if (keeping) kept.note(principal, keeping.signIn)
      return true
    } catch (error) {
      if (isUnknownTenant(error)) return false
      throw error
    }
  }

  // A token that nothing is exchanged for isn't worth keeping, and one that comes with each request is kept once.
  function toKeep(principal: Principal, signIn: SignIn | undefined) {
    const key = config.SIGN_IN_KEY
    if (!signIn || !key || ![...agents.values()].some((live) => actsAsRequester(live))) return null
    return kept.isNewer(principal, signIn) ? { signIn, key } : null
  }
}

function personView({ firstSeenAt, lastAskedAt, accounts, ...person }: ListedPerson): PersonView {
  return {
    ...person,
    firstSeenAt: firstSeenAt.toISOString(),
    lastAskedAt: lastAskedAt?.toISOString() ?? null,
    accounts: accounts.map(({ linkedAt, ...account }) => ({ ...account, linkedAt: linkedAt.toISOString() })),
  }
}
