import type { SQL } from 'drizzle-orm'
import { AppError } from '#core/errors.ts'
import { atCommit } from './at-commit.ts'
import type { Connection, Connections, Row } from './connection.ts'
import { databaseError, isConnectionLost } from './database-error.ts'
import {
  acquireFor,
  BATCHED,
  commitUnknown,
  openingOf,
  textOf,
  type Statements,
  type TransactionOptions,
} from './transaction.ts'

/**
 * Sends the statements of `work` as one batch, a transaction with its BEGIN and COMMIT: one wait for the database, since
 * all are sent before any is answered. A statement that comes after an answer throws `transaction-ended`.
 */
export async function batch<T>(
  connections: Connections,
  options: TransactionOptions,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const connection = await acquireFor(connections, options.rights)
  const open = openBatch(connection, options)
  let state: 'clean' | 'broken' = 'clean'
  try {
    return await work(open.statements)
  } catch (error) {
    open.refuseMore()
    if (isLost(error)) state = 'broken'
    throw error
  } finally {
    try {
      await open.end()
    } finally {
      await connection.release(state)
    }
  }
}

type Answers = readonly (readonly Row[])[]

interface OpenBatch {
  readonly statements: Statements
  /** What fails by itself before it is sent keeps the rest from being sent. */
  refuseMore(): void
  /** Waits for what was sent. Committed is committed, whatever is made of the answers. */
  end(): Promise<void>
}

function openBatch(connection: Connection, { rights, count, notices }: TransactionOptions): OpenBatch {
  const collected: SQL[] = []
  const commit = atCommit(notices)
  const sent: { answers: Promise<Answers> | null } = { answers: null }
  let refusesMore = false

  function mustBeOpen(): void {
    if (sent.answers === null && !refusesMore) return
    throw new AppError('This transaction was sent as one batch, and is over.', { code: 'transaction-ended' })
  }

  async function query<Answer>(statement: SQL): Promise<readonly Answer[]> {
    mustBeOpen()
    const index = collected.push(statement) - 1
    // Whatever else is asked for without waiting is asked for by then, and whatever fails by itself has failed.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve)
    })
    sent.answers ??= sendAll()
    // What a statement returns is named beside its text, and the tests run every one of them.
    return ((await sent.answers)[index] ?? []) as readonly Answer[]
  }

  function sendAll(): Promise<Answers> {
    mustBeOpen()
    count.roundTrips += 1
    return send(connection, [openingOf(rights), commit.statement()], collected)
  }

  async function notify(...notice: Parameters<typeof commit.notify>): Promise<void> {
    mustBeOpen()
    commit.notify(...notice)
  }

  return {
    statements: { [BATCHED]: true, query, notify, afterCommit: commit.afterCommit },
    refuseMore: () => void (refusesMore = true),
    end: async () =>
      sent.answers?.then(
        () => commit.ended(true),
        () => commit.ended(false),
      ),
  }
}

async function send(
  connection: Connection,
  [opening, ending]: readonly [string, string],
  statements: readonly SQL[],
): Promise<Answers> {
  // One that can't be sent mustn't leave the others to be committed without it.
  const ready = statements.map((statement) => textOf(statement))
  const opened = connection.exec(opening)
  opened.catch(() => {})
  if (!connection.sendsAhead) await opened
  const answers = ready.map(({ text, params }) => connection.run(text, params))
  // After a statement that failed this undoes the others, as PostgreSQL ends any transaction that failed.
  const [, commit, ...settled] = await Promise.allSettled([opened, connection.exec(ending), ...answers])
  const failed = settled.find((answer) => answer.status === 'rejected')
  if (failed) {
    // Where the ending tells somebody something, that failed too and COMMIT was never reached.
    if (commit.status === 'rejected' && !isConnectionLost(failed.reason)) {
      await connection.exec('rollback').catch((error: unknown) => {
        throw databaseError(error)
      })
    }
    // COMMIT was on its way with the rest.
    throw isConnectionLost(failed.reason) ? commitUnknown(failed.reason) : databaseError(failed.reason)
  }
  await opened
  if (commit.status === 'rejected') {
    throw isConnectionLost(commit.reason) ? commitUnknown(commit.reason) : databaseError(commit.reason)
  }
  return settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
}

function isLost(error: unknown): boolean {
  return error instanceof AppError && error.code === 'database-unavailable'
}
