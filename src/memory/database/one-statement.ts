import type { SQL } from 'drizzle-orm'
import { AppError } from '#errors.ts'
import type { Connections } from './connection.ts'
import { databaseError, isConnectionLost } from './database-error.ts'
import { commitUnknown, openingOf, textOf, type Rights, type RoundTrips, type Statements } from './transaction.ts'

/**
 * Does `work` as one transaction of a single statement, which travels with its BEGIN and its COMMIT: one wait for the
 * database where a transaction has two. A second statement throws `transaction-ended`, and so does a notification
 * after the first.
 */
export async function inOneStatement<T>(
  connections: Connections,
  { rights, count }: { readonly rights: Rights; readonly count: RoundTrips },
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const connection = await connections.acquire().catch((error: unknown) => {
    throw databaseError(error)
  })
  let state: 'clean' | 'broken' = 'clean'
  let isSent = false

  async function query<Row>(statement: SQL): Promise<readonly Row[]> {
    if (isSent)
      throw new AppError('This transaction has one statement, and it was sent.', { code: 'transaction-ended' })
    isSent = true
    count.roundTrips += 1
    const { text, params } = textOf(statement)
    const opened = connection.exec(openingOf(rights))
    opened.catch(() => {})
    if (!connection.sendsAhead) await opened
    const answer = connection.run(text, params)
    // After a failed statement this undoes it, as PostgreSQL answers any COMMIT of a transaction that failed.
    const committed = connection.exec('commit')
    const [, rows, commit] = await Promise.allSettled([opened, answer, committed])
    if (rows.status === 'rejected') throw databaseError(rows.reason)
    await opened
    if (commit.status === 'rejected') {
      throw isConnectionLost(commit.reason) ? commitUnknown(commit.reason) : databaseError(commit.reason)
    }
    // What a statement returns is named beside its text, and the tests run every one of them.
    return rows.value as readonly Row[]
  }

  try {
    return await work({
      query,
      notify: () => Promise.reject(new AppError('A single statement tells nobody.', { code: 'transaction-ended' })),
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'database-unavailable') state = 'broken'
    throw error
  } finally {
    await connection.release(state)
  }
}
