import { join } from 'node:path'
import { createLogger } from '#core/log.ts'
import type { Connections, Limits } from '#memory/database/driver/connection.ts'
import { openPglite } from '#memory/database/driver/pglite.ts'
import { openPostgres } from '#memory/database/driver/postgres.ts'
import type { DatabasePlace } from './database.ts'

/**
 * A place's connections without the database over them: what a server can't do (hold two tenants on PGlite, wait for
 * less than ten seconds) is tested one storey below its door.
 */
export async function openConnections(
  place: DatabasePlace,
  options: { readonly acquireTimeoutMs?: number; readonly poolSize?: number; readonly limits?: Limits } = {},
): Promise<Connections> {
  const opened = place.url
    ? openPostgres(place.url, createLogger('silent'), options)
    : await openPglite(join(place.dataDir, 'database'), 'PGlite', options)
  return place.closing.use(opened)
}

/** Tells listeners on `parley_test` what a process would that isn't this one. */
export async function tellFromElsewhere(connections: Connections, payload: string): Promise<void> {
  const connection = await connections.acquire()
  await connection.run('select pg_notify($1, $2)', ['parley_test', `elsewhere ${payload}`])
  await connection.release('clean')
}
