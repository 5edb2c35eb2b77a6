import type { Config } from '#config.ts'
import { systemContext, type Context } from '#context.ts'
import { AppError, notFound } from '#errors.ts'
import type { CreatedKey, KeyView, NewKey } from '#graph/contract.ts'
import { createLogger } from '#log.ts'
import type { Tx } from '#memory/database.ts'
import type { KeyRecord } from '#memory/keys.ts'
import { PrincipalId } from '#principal.ts'
import type { CommandContext } from './command.ts'
import type { Keys } from './keys.ts'

/** Keys straight in the database, where no server runs: how the first key of a server in production is made. */
export async function keysInDatabase(config: Config, { signal }: CommandContext): Promise<Keys> {
  // Loaded here: the other commands need no database, and start in a third of the time.
  const { openDatabase } = await import('#memory/database.ts')
  const memory = await loadMemory()
  const log = createLogger('silent')
  const context = systemContext(log)
  const url = config.DATABASE_URL ?? null
  const database = await openDatabase({ url, dataDir: config.DATA_DIR, log, signal, onProgress: () => undefined })
  const tenantId = memory.DEFAULT_TENANT
  return {
    create: (key) => database.tenant(tenantId, (tx) => create(memory, tx, { key, context })),
    list: () => database.tenant(tenantId, async (tx) => (await memory.listKeys(tx, ALL)).map(keyView)),
    revoke: async (id) => {
      if (!(await database.tenant(tenantId, (tx) => memory.revokeKey(tx, id)))) throw notFound('key')
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** More keys than a tenant has use for. */
const ALL = { before: null, limit: 1_000 }

type Memory = Awaited<ReturnType<typeof loadMemory>>

async function loadMemory() {
  const { createKey, listKeys, revokeKey } = await import('#memory/keys.ts')
  const { upsertPerson } = await import('#memory/people.ts')
  const { DEFAULT_TENANT, ensureTenant } = await import('#memory/tenants.ts')
  return { createKey, listKeys, revokeKey, upsertPerson, DEFAULT_TENANT, ensureTenant }
}

// Each key acts as a service of its own, so that a record says which key did what.
async function create(
  memory: Memory,
  tx: Tx,
  { key, context }: { readonly key: NewKey; readonly context: Context },
): Promise<CreatedKey> {
  const { name, roles, scopes } = key
  await memory.ensureTenant(tx, 'Default')
  const principalId = PrincipalId.parse(`key-${context.newId()}`)
  await memory.upsertPerson(tx, { id: principalId, name, email: null, roles, kind: 'service' })
  const expiresAt = key.expiresAt === null ? null : new Date(key.expiresAt)
  const made = await memory.createKey(tx, { principalId, name, scopes, expiresAt }, context.randomBytes)
  const record = (await memory.listKeys(tx, ALL)).find(({ id }) => id === made.id)
  if (record === undefined) throw new AppError('A key that was just made is gone.', { code: 'key-missing' })
  return { ...keyView(record), key: made.text }
}

function keyView({ principalId, createdAt, expiresAt, revokedAt, ...key }: KeyRecord): KeyView {
  return {
    ...key,
    principal: principalId,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}
