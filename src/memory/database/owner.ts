import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { OWNER_LIMITS, type Connection, type Row } from './driver/connection.ts'
import { databaseError } from './driver/database-error.ts'
import { openPglite } from './driver/pglite.ts'
import { openPostgres } from './driver/postgres.ts'
import { databaseFolder } from './driver/place.ts'
import { lockFolder } from './folder-lock.ts'

/** The database with its owner's rights: for migrations alone, and closed before a server begins. */
export interface Owner extends AsyncDisposable {
  readonly kind: 'pglite' | 'postgres'
  readonly description: string
  run(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Any number of statements without parameters. */
  exec(text: string): Promise<void>
}

/** Opens the database as its owner, making PGlite's folder where there is none. Throws `data-folder-locked`. */
export async function openOwner(options: OwnerOptions): Promise<Owner> {
  await using closing = new AsyncDisposableStack()
  const connections =
    options.url === null
      ? await openFolder(options, closing)
      : closing.use(openPostgres(options.url, options.log, { poolSize: 1, limits: OWNER_LIMITS }))
  const connection = await connections.acquire().catch(fail)
  closing.defer(() => connection.release('clean'))
  return ownerOf(connections, connection, closing.move())
}

/** Where the database is: `url` for PostgreSQL, else PGlite in `dataDir`. */
export interface OwnerOptions {
  readonly url: Secret | null
  readonly dataDir: string
  readonly log: Logger
  onProgress(text: string): void
}

async function openFolder({ dataDir, onProgress }: OwnerOptions, closing: AsyncDisposableStack) {
  closing.use(lockFolder(dataDir))
  const folder = databaseFolder(dataDir)
  const description = `PGlite in ${dataDir}`
  if (existsSync(folder)) return closing.use(await openPglite(folder, description))
  onProgress(`Making the database in ${dataDir}: some seconds, once…`)
  // Made beside its place and moved when it is closed, so that a start that was stopped half-way leaves nothing that looks
  // finished.
  const making = `${folder}.making`
  await rm(making, { recursive: true, force: true })
  const connections = await openPglite(making, description, { isNew: true })
  closing.defer(() => rename(making, folder))
  return closing.use(connections)
}

function ownerOf(
  { kind, description }: { readonly kind: 'pglite' | 'postgres'; readonly description: string },
  connection: Connection,
  closing: AsyncDisposableStack,
): Owner {
  return {
    kind,
    description,
    run: (text, values = []) => connection.run(text, values).catch(fail),
    exec: (text) => connection.exec(text).catch(fail),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

function fail(error: unknown): never {
  throw databaseError(error)
}
