import type { SQL } from 'drizzle-orm'
import { AppError } from '#core/errors.ts'
import type { Connection, Connections, Row } from './connection.ts'
import { databaseError, isConnectionLost } from './database-error.ts'
import type { Notice } from './notices.ts'
import {
  acquireFor,
  commitUnknown,
  openingOf,
  textOf,
  type Statements,
  type TransactionOptions,
} from './transaction.ts'

/**
 * Does `work` as one transaction whose statements are all sent before any of them is answered, together with their
 * BEGIN and COMMIT: one wait for the database where a transaction has two or more. A statement that comes after an
 * answer throws `transaction-ended`.
 */
export async function batch<T>(
  connections: Connections,
  { rights, count, notices }: TransactionOptions,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const connection = await acquireFor(connections, rights)
  const statements: SQL[] = []
  const told: Notice[] = []
  const afterwards: (() => void)[] = []
  const sent: { answers: Promise<readonly (readonly Row[])[]> | null } = { answers: null }
  let hasFailed = false
  let state: 'clean' | 'broken' = 'clean'

  function mayStillSend(): void {
    if (sent.answers || hasFailed) {
      throw new AppError('This transaction was sent whole, and is over.', { code: 'transaction-ended' })
    }
  }

  async function query<Answer>(statement: SQL): Promise<readonly Answer[]> {
    mayStillSend()
    const place = statements.push(statement) - 1
    // Whatever else is asked for without waiting is asked for by then, and whatever fails by itself has failed.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve)
    })
    sent.answers ??= sendAll()
    // What a statement returns is named beside its text, and the tests run every one of them.
    return ((await sent.answers)[place] ?? []) as readonly Answer[]
  }

  function sendAll(): Promise<readonly (readonly Row[])[]> {
    mayStillSend()
    count.roundTrips += 1
    const ending = [...told.map((notice) => notices.statementFor(notice)), 'commit'].join(' ')
    return send(connection, [openingOf(rights), ending], statements)
  }

  async function notify(channel: string, payload: string, here?: unknown): Promise<void> {
    mayStillSend()
    told.push({ channel, payload, here })
  }

  async function whole(): Promise<T> {
    try {
      return await work({ isSentWhole: true, query, notify, afterCommit: (action) => void afterwards.push(action) })
    } catch (error) {
      hasFailed = true
      throw error
    }
  }

  try {
    return await whole()
  } catch (error) {
    if (isLost(error)) state = 'broken'
    throw error
  } finally {
    // Committed is committed, whatever `work` makes of the answers.
    try {
      await sent.answers?.then(afterCommit, () => {})
    } finally {
      await connection.release(state)
    }
  }

  function afterCommit(): void {
    for (const action of afterwards) action()
    notices.tellHere(told)
  }
}

async function send(
  connection: Connection,
  [opening, ending]: readonly [string, string],
  statements: readonly SQL[],
): Promise<readonly (readonly Row[])[]> {
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
