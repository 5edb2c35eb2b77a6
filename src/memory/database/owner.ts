import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { databaseOf, type Database } from './database.ts'
import { OWNER_LIMITS, type Connection, type Connections, type Row } from './driver/connection.ts'
import { databaseError } from './driver/database-error.ts'
import { makeEmptyCluster } from './driver/empty-cluster.ts'
import { openPglite } from './driver/pglite.ts'
import { openPostgres } from './driver/postgres.ts'
import { databaseFolder } from './driver/database-folder.ts'
import { lockFolder } from './folder-lock.ts'

/** The database with its owner's rights: for migrations alone, and closed or handed on before a server begins. */
export interface Owner extends AsyncDisposable {
  readonly kind: 'pglite' | 'postgres'
  readonly description: string
  run(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Any number of statements without parameters. */
  exec(text: string): Promise<void>
  /**
   * The embedded database as a server of this process has it, with nothing left of what its owner's session held; this is
   * closed with it. Null for PostgreSQL, which a server opens as another user.
   */
  handOn(): Promise<Database | null>
}

/** Opens the database as its owner, making PGlite's folder where there is none. Throws `data-folder-locked`. */
export async function openOwner(options: OwnerOptions): Promise<Owner> {
  await using closing = new AsyncDisposableStack()
  const connections =
    options.url === null
      ? await openFolder(options, closing)
      : closing.use(openPostgres(options.url, options.log, { poolSize: 1, limits: OWNER_LIMITS }))
  const connection = await connections.acquire().catch(fail)
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
  if (!existsSync(folder)) {
    onProgress(`Making the database in ${dataDir}: some seconds, once…`)
    await makeFolder(folder)
  }
  return closing.use(await openPglite(folder, `PGlite in ${dataDir}`))
}

// Made beside its place, so that a start that was stopped half-way leaves nothing that looks finished.
async function makeFolder(folder: string): Promise<void> {
  const making = `${folder}.making`
  await rm(making, { recursive: true, force: true })
  await makeEmptyCluster(making)
  await rename(making, folder)
}

function ownerOf(connections: Connections, connection: Connection, closing: AsyncDisposableStack): Owner {
  const { kind, description } = connections
  return {
    kind,
    description,
    run: (text, values = []) => connection.run(text, values).catch(fail),
    exec: (text) => connection.exec(text).catch(fail),
    async handOn() {
      if (kind === 'postgres') return null
      await using rest = closing.move()
      await connection.release('broken') // whoever has it next finds a session as it was opened
      return await databaseOf(connections, rest)
    },
    async [Symbol.asyncDispose]() {
      if (closing.disposed) return // ended before, or handed on
      await using _rest = closing.move()
      await connection.release('clean')
    },
  }
}

function fail(error: unknown): never {
  throw databaseError(error)
}
