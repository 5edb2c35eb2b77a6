import { AppError } from '#core/errors.ts'
import type { TenantId } from '#core/principal.ts'
import type { Database, Tx } from '../database/database.ts'
import { forgetHead, knownHead } from '../events/chain/known-heads.ts'

/** The thread that is appended to. */
export interface AppendedThread {
  readonly tenantId: TenantId
  readonly threadId: string
}

/** Statements that depend on what was read before them. */
export interface OptimisticAppend<Read, T> {
  /** What was read in an earlier transaction. */
  readonly read: Read
  /** The statements by what was read, all of them sent before any is answered. They assert in SQL what they depend on. */
  readonly statements: (tx: Tx, read: Read) => Promise<T>
  /** Reads it again, holding its rows until the transaction ends. */
  readonly lock: (tx: Tx) => Promise<Read>
}

/**
 * Optimistic append: the statements go out as one batch, one wait for the database, with the end of the thread's chain that
 * this process knows. Where it knows none, or where somebody was quicker (a conflict, of which nothing is kept), they are
 * made again from what `lock` reads, behind the lock of the thread's row. So `statements` may run twice.
 */
export async function appendOptimistically<Read, T>(
  database: Pick<Database, 'batch' | 'tenant'>,
  { tenantId, threadId }: AppendedThread,
  { read, statements, lock }: OptimisticAppend<Read, T>,
): Promise<T> {
  if (knownHead(threadId) !== null) {
    try {
      return await database.batch(tenantId, (tx) => statements(tx, read))
    } catch (error) {
      if (!hasConflicted(error)) throw error
      forgetHead(threadId)
    }
  }
  return database.tenant(tenantId, async (tx) => statements(tx, await lock(tx)))
}

/** The same for statements that depend on nothing that was read but the end of the thread's chain. */
export async function appendToThread<T>(
  database: Pick<Database, 'batch' | 'tenant'>,
  thread: AppendedThread,
  statements: (tx: Tx) => Promise<T>,
): Promise<T> {
  return appendOptimistically(database, thread, { read: null, statements, lock: async () => null })
}

function hasConflicted(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not-as-supposed'
}
