import type { CreatedKey, KeyView } from '#contract/key.ts'
import type { NewKey } from '#contract/key.ts'
import type { Config } from '#core/config.ts'
import { notFound } from '#core/errors.ts'
import type { CommandContext } from './command.ts'

/** Keys straight in the database, where no server runs: how the first key of a server in production is made. */
export async function keysInDatabase(config: Config, { signal }: CommandContext): Promise<Keys> {
  // Loaded here: the other commands need no database, and start in a third of the time.
  const { openDatabase } = await import('#memory/database/database.ts')
  const { createServiceKey, listServiceKeys } = await import('#api/service-keys.ts')
  const { revokeKey } = await import('#memory/people/keys.ts')
  const { DEFAULT_TENANT, ensureTenant } = await import('#memory/people/tenants.ts')
  const { systemContext } = await import('#core/context.ts')
  const { createLogger } = await import('#core/log.ts')
  const log = createLogger('silent')
  const context = systemContext(log)
  const url = config.DATABASE_URL ?? null
  const database = await openDatabase({ url, dataDir: config.DATA_DIR, log, signal, onProgress: () => undefined })
  return {
    create: (key) =>
      database.tenant(DEFAULT_TENANT, async (tx) => {
        await ensureTenant(tx, 'Default')
        return await createServiceKey(tx, { key, maker: 'owner' }, context)
      }),
    list: () => database.tenant(DEFAULT_TENANT, listServiceKeys),
    revoke: async (id) => {
      if (!(await database.tenant(DEFAULT_TENANT, (tx) => revokeKey(tx, id)))) throw notFound('key')
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** What the commands do with keys, whether a server does it or the database itself. */
export interface Keys extends AsyncDisposable {
  create(key: NewKey): Promise<CreatedKey>
  list(): Promise<readonly KeyView[]>
  revoke(id: string): Promise<void>
}
