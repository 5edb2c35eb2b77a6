import { enforce } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { findKey, parseKey, revokeKey, secretMatches, type KeyText, type UsableKey } from '#memory/people/keys.ts'
import type { Operations } from '#contract/operations.ts'
import { isUnknownTenant } from '../unknown-tenant.ts'
import { createServiceKey, listServiceKeys } from '../service-keys.ts'
import type { Services } from '#turn/services.ts'

/** Keys for programs, and who they are. What a key may hand on is `createServiceKey`'s to check. */
export function keyOperations(
  services: Pick<Services, 'context' | 'database'>,
): Pick<Operations, 'createKey' | 'listKeys' | 'revokeKey' | 'authenticateKey'> {
  const { database, context } = services
  return {
    createKey: (principal, key) => {
      enforce(principal, 'key.create', 'tenant')
      return database.tenant(principal.tenantId, (tx) => createServiceKey(tx, { key, maker: principal }, context))
    },
    listKeys: async (principal) => {
      enforce(principal, 'key.list', 'tenant')
      return { keys: await database.batch(principal.tenantId, listServiceKeys) }
    },
    revokeKey: async (principal, { keyId }) => {
      enforce(principal, 'key.revoke', 'tenant')
      const revoked = await database.batch(principal.tenantId, (tx) => revokeKey(tx, keyId))
      if (!revoked) throw notFound('key')
    },
    authenticateKey: async (text) => {
      const key = parseKey(text)
      const usable = key && (await usableKey(key))
      return usable && secretMatches(key.secret, usable) ? usable.principal : null
    },
  }

  async function usableKey({ tenantId, keyId }: KeyText): Promise<UsableKey | null> {
    try {
      return await database.batch(tenantId, (tx) => findKey(tx, keyId))
    } catch (error) {
      if (isUnknownTenant(error)) return null
      throw error
    }
  }
}
