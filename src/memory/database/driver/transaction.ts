import { sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { AppError } from '#core/errors.ts'
import { TenantId } from '#core/principal.ts'
import { atCommit, type AtCommit } from './at-commit.ts'
import { QUEUE_LIMITS, type Connection, type Connections } from './connection.ts'
import { databaseError, isConnectionLost, sqlStateOf } from './database-error.ts'
import type { Notifications } from './notifications.ts'
import { parameterOf } from './values.ts'

/** Whose rights a transaction has: one tenant's, or those of the queue, which sees a few columns of every tenant. */
export type Rights = { readonly role: 'parley_app'; readonly tenantId: TenantId } | { readonly role: 'parley_queue' }

/** Marks a batch, whose statements are all sent before any is answered. */
export const BATCHED: unique symbol = Symbol('batched')

/** What a transaction can do. */
export interface Statements {
  /** Whether this is a batch. For `memory/` alone, by `isBatched`: the symbol stays in this folder. */
  readonly [BATCHED]: boolean
  /** Rows are plain objects by column name. Statements that are sent together travel together. */
  query<Row>(statement: SQL): Promise<readonly Row[]>
  /**
   * Tells listeners when, and only if, this transaction commits: a payload of ids for every process, and whatever
   * `here` is for those in this one.
   */
  notify(channel: string, payload: string, here?: unknown): Promise<void>
  /** Does something when, and only if, this transaction commits. */
  afterCommit(action: () => void): void
}

/**
 * Whether a transaction's statements are all sent before any is answered: what they depend on can't be read first, and is
 * asserted in SQL (`assertInSql`).
 */
export function isBatched(statements: Statements): boolean {
  return statements[BATCHED]
}

export interface TransactionOptions {
  readonly rights: Rights
  readonly count: RoundTrips
  readonly notices: Notifications
}

/** Counts waits for the database, over the life of a process. */
export interface RoundTrips {
  roundTrips: number
}

/**
 * Does `work` in one transaction with these rights and nobody else's. Role and tenant are set with `BEGIN`, for the
 * transaction alone, in the message that carries its first statement. What `work` throws undoes everything and is
 * thrown on; so does a failed statement, even when `work` looks away.
 */
export async function inTransaction<T>(
  connections: Connections,
  options: TransactionOptions,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const connection = await acquireFor(connections, options.rights)
  const transaction = begin(connection, options)
  let state: 'clean' | 'broken' = 'broken'
  try {
    const result = await work(transaction.statements)
    await transaction.commit()
    state = 'clean'
    return result
  } catch (error) {
    state = await transaction.rollback(error)
    throw error
  } finally {
    await connection.release(state)
  }
}

/** A connection for a transaction with these rights. Throws `database-unavailable` and `database-busy`. */
export async function acquireFor(connections: Connections, { role }: Rights): Promise<Connection> {
  try {
    return await connections.acquire(role === 'parley_queue' ? QUEUE_LIMITS : undefined)
  } catch (error) {
    throw databaseError(error)
  }
}

const dialect = new PgDialect()

/** A statement as text with its parameters apart, as both databases take them. Throws `database-parameter`. */
export function textOf(statement: SQL): { readonly text: string; readonly params: readonly unknown[] } {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  return { text, params: params.map(parameterOf) }
}

interface Transaction {
  readonly statements: Statements
  commit(): Promise<void>
  rollback(reason: unknown): Promise<'clean' | 'broken'>
}

function begin(connection: Connection, { rights, count, notices }: TransactionOptions): Transaction {
  const trips = sentOver(count)
  const ending = atCommit(notices)
  let isEnded = false

  const opened = trips.send(() => connection.exec(openingOf(rights)))
  opened.catch(() => {}) // every statement waits for it, and the commit

  async function query<Row>(statement: SQL): Promise<readonly Row[]> {
    if (isEnded) throw new AppError('A statement came after its transaction ended.', { code: 'transaction-ended' })
    if (!connection.sendsAhead) await opened
    const rows = trips.send(async () => {
      const { text, params } = textOf(statement)
      return connection.run(text, params)
    })
    rows.catch(() => {})
    await opened
    // What a statement returns is named beside its text, and the tests run every one of them.
    return (await rows) as readonly Row[]
  }

  return {
    statements: {
      [BATCHED]: false,
      query,
      notify: async (...notice) => ending.notify(...notice),
      afterCommit: ending.afterCommit,
    },
    async commit() {
      isEnded = true
      await opened
      await trips.settled()
      await endWith(
        ending,
        trips.send(() => connection.exec(ending.statement())),
      )
    },
    async rollback(reason) {
      isEnded = true
      if (isConnectionLost(reason)) return 'broken'
      return trips
        .send(() => connection.exec('rollback'))
        .then(
          () => 'clean',
          () => 'broken',
        )
    },
  }
}

async function endWith(ending: AtCommit, commit: Promise<unknown>): Promise<void> {
  try {
    await commit
  } catch (error) {
    ending.ended(false)
    throw isConnectionLost(error) ? commitUnknown(error) : error
  }
  ending.ended(true)
}

interface Sent {
  /** A statement sent while another is on its way costs no wait of its own. */
  send<T>(statement: () => Promise<T>): Promise<T>
  /** Resolves when all that was sent is answered. Throws the first error of any, whoever looked away from it. */
  settled(): Promise<void>
}

/** What a statement behind one that failed is refused with: why is what the first was refused with. */
const TRANSACTION_ABORTED = '25P02'

function sentOver(count: RoundTrips): Sent {
  const inFlight = new Set<Promise<unknown>>()
  let failure: AppError | null = null
  return {
    send(statement) {
      if (inFlight.size === 0) count.roundTrips += 1
      const answer = statement().catch((error: unknown) => {
        const own = databaseError(error)
        failure ??= own
        throw sqlStateOf(error) === TRANSACTION_ABORTED ? failure : own
      })
      const settled: Promise<unknown> = answer.then(
        () => inFlight.delete(settled),
        () => inFlight.delete(settled),
      )
      inFlight.add(settled)
      return answer
    },
    async settled() {
      await Promise.all(inFlight)
      if (failure !== null) throw failure
    },
  }
}

/**
 * BEGIN with a transaction's rights, as one message. No statement with parameters can travel with it, so the tenant
 * stands in the text: it is checked to be nothing but lower-case letters, digits and hyphens.
 */
export function openingOf(rights: Rights): string {
  if (rights.role === 'parley_app')
    return `begin; set local role parley_app; set local app.tenant = '${TenantId.parse(rights.tenantId)}'`
  return `begin; set local role parley_queue; set local app.tenant = ''; set local statement_timeout = ${QUEUE_LIMITS.statementMs}`
}

/** Gives what is left of a transaction the rights of a tenant, in place of those that it has; a statement among others. */
export function takeRightsOf(tenantId: TenantId): SQL {
  return sql`select set_config('role', 'parley_app', true), set_config('app.tenant', ${tenantId}, true)`
}

/** A COMMIT whose answer never came: it may have been done. */
export function commitUnknown(cause: unknown): AppError {
  return new AppError(
    'The database went away before it answered. What was to be stored may be stored or not: ask again.',
    {
      code: 'database-unavailable',
      status: 503,
      retryable: true,
      cause,
      details: { commit: 'unknown' },
    },
  )
}
