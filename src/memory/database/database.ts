import { existsSync } from 'node:fs'
import { AppError } from '#core/errors.ts'
import type { Logger } from '#core/log.ts'
import type { TenantId } from '#core/principal.ts'
import type { Secret } from '#core/secret.ts'
import { checkMigrations, checkOneTenant, oneTenantOnly } from './driver/startup-checks.ts'
import type { Connections } from './driver/connection.ts'
import { databaseError } from './driver/database-error.ts'
import { notificationsOver, type OnNotification } from './driver/notifications.ts'
import { openPglite } from './driver/pglite.ts'
import { databaseFolder } from './driver/database-folder.ts'
import { openPostgres } from './driver/postgres.ts'
import { batch } from './driver/batch.ts'
import { inTransaction, takeRightsOf, type Statements } from './driver/transaction.ts'
import { lockFolder } from './folder-lock.ts'
import { checkVectorExtension } from './vector-extension.ts'

/** The only way to the rows: every statement runs in a transaction with one tenant's rights, or the queue's. */
export interface Database extends AsyncDisposable {
  readonly kind: 'pglite' | 'postgres'
  /** Where it is, in words, without credentials. */
  readonly description: string
  /**
   * One transaction as `parley_app` with this tenant. What `work` throws undoes it. Never wait for a model, a tool or
   * another transaction inside: on PGlite all others wait for this one, and fail with `database-busy` after 10 s.
   */
  tenant<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * The same for statements that don't wait for each other's answers: one wait for all, BEGIN and COMMIT included. What
   * `work` throws once it has an answer undoes nothing any more.
   */
  batch<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction as `parley_queue`: sees and changes its few columns of `runs`, of every tenant. */
  queue<T>(work: (tx: Statements) => Promise<T>): Promise<T>
  /** The same as a batch. What follows a call of `asTenant` has that tenant's rights instead, in the same transaction. */
  queueBatch<T>(work: (tx: Statements, asTenant: (tenantId: TenantId) => Tx) => Promise<T>): Promise<T>
  /** Calls back for each notification, and with `''` after a lost connection: something may have happened. */
  listen(channel: string, onNotice: OnNotification): Promise<AsyncDisposable>
  /**
   * Tells listeners in every process something that is in no row, in no transaction: those here at once, others where
   * it gets through.
   */
  announce(channel: string, payload: string): Promise<void>
  /** Lets go of every session of PostgreSQL, those at work as soon as they are given back; they are made anew. */
  renew(): void
  /** Times that this process has waited for the database, `BEGIN` and `COMMIT` included. */
  statistics(): { readonly roundTrips: number }
}

/** A transaction of one tenant. */
export interface Tx extends Statements {
  readonly tenantId: TenantId
  /** The database that was opened: what a process remembers of its rows hangs on it, and is of no other. */
  readonly of: object
}

export interface DatabaseOptions {
  /** PostgreSQL, as the server's user; null for PGlite in `dataDir`. */
  readonly url: Secret | null
  readonly dataDir: string
  readonly log: Logger
  readonly signal: AbortSignal
  onProgress(text: string): void
}

/**
 * Opens the database that `db/migrate.ts` has made. Throws `migrations-pending`, `migration-edited`,
 * `data-folder-locked`, `one-tenant-only`, `database-role-missing`, `vector-missing` or `database-unavailable`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  await using closing = new AsyncDisposableStack()
  const connections = await openConnections(options, closing)
  options.signal.throwIfAborted()
  const database = await databaseOf(connections, closing)
  options.signal.throwIfAborted()
  return database
}

/** The database that is open, once it is seen to be as it should; what ends with it is moved out of `closing`. Throws as above. */
export async function databaseOf(connections: Connections, closing: AsyncDisposableStack): Promise<Database> {
  const onlyTenant = await check(connections)
  return databaseOver(connections, onlyTenant, closing.move())
}

async function openConnections(
  { url, dataDir, log, onProgress }: DatabaseOptions,
  closing: AsyncDisposableStack,
): Promise<Connections> {
  if (url !== null) return closing.use(openPostgres(url, log))
  closing.use(lockFolder(dataDir))
  const folder = databaseFolder(dataDir)
  if (!existsSync(folder)) {
    throw new AppError(`There is no database in ${dataDir} yet. Run: npm run migrate`, { code: 'migrations-pending' })
  }
  onProgress(`Opening the database in ${dataDir}…`)
  return closing.use(await openPglite(folder, `PGlite in ${dataDir}`))
}

async function check(connections: Connections): Promise<string | null> {
  try {
    const connection = await connections.acquire()
    let state: 'clean' | 'broken' = 'broken'
    try {
      const { kind, description } = connections
      const run = connection.run.bind(connection)
      if (kind === 'postgres') await checkVectorExtension({ description, run })
      await checkMigrations(connection, description)
      const onlyTenant = kind === 'pglite' ? await checkOneTenant(connection) : null
      state = 'clean'
      return onlyTenant
    } finally {
      await connection.release(state)
    }
  } catch (error) {
    throw databaseError(error)
  }
}

async function announceElsewhere(connections: Connections, statement: string): Promise<void> {
  const connection = await connections.acquire().catch((error: unknown) => {
    throw databaseError(error)
  })
  let state: 'clean' | 'broken' = 'broken'
  try {
    await connection.exec(statement)
    state = 'clean'
  } catch (error) {
    throw databaseError(error)
  } finally {
    await connection.release(state)
  }
}

function databaseOver(connections: Connections, onlyTenant: string | null, closing: AsyncDisposableStack): Database {
  const count = { roundTrips: 0 }
  const notices = notificationsOver(connections)
  let tenantOfFolder = onlyTenant
  const checkTenant = (tenantId: TenantId) => {
    if (connections.kind === 'pglite' && tenantId !== (tenantOfFolder ??= tenantId)) throw oneTenantOnly()
  }
  return {
    kind: connections.kind,
    description: connections.description,
    async tenant(tenantId, work) {
      checkTenant(tenantId)
      return inTransaction(connections, { rights: { role: 'parley_app', tenantId }, count, notices }, (statements) =>
        work({ tenantId, of: connections, ...statements }),
      )
    },
    async batch(tenantId, work) {
      checkTenant(tenantId)
      return batch(connections, { rights: { role: 'parley_app', tenantId }, count, notices }, (statements) =>
        work({ tenantId, of: connections, ...statements }),
      )
    },
    queue: (work) => inTransaction(connections, { rights: { role: 'parley_queue' }, count, notices }, work),
    queueBatch: (work) =>
      batch(connections, { rights: { role: 'parley_queue' }, count, notices }, (statements) =>
        work(statements, (tenantId) => {
          checkTenant(tenantId)
          // Where this fails the batch does.
          statements.query(takeRightsOf(tenantId)).catch(() => {})
          return { tenantId, of: connections, ...statements }
        }),
      ),
    listen: (channel, onNotice) => notices.listen(channel, onNotice),
    async announce(channel, payload) {
      const notice = { channel, payload, here: undefined }
      notices.tellHere([notice])
      const { statements, ended } = notices.toOthers([notice])
      try {
        if (statements.length === 0) return
        count.roundTrips += 1
        await announceElsewhere(connections, statements.join(' '))
      } finally {
        ended()
      }
    },
    renew: () => connections.renew(),
    statistics: () => ({ ...count }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
