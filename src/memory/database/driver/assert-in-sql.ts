import { sql, type SQL } from 'drizzle-orm'

/** The error of a worker that writes for a run which it doesn't hold any more. */
export const LEASE_LOST = 'PY001'

/**
 * The error of an optimistic transaction that depends on something which isn't so any more; nothing was done, and it can be
 * done again with locks.
 */
export const CONFLICT = 'PY002'

/** The error of a run that is to end while the outcome of one of its steps is unresolved. */
export const STEPS_OPEN = 'PY003'

/**
 * A column that asserts a condition: where it doesn't hold the statement fails, and so its transaction. In a batch nobody
 * can look at an answer and then turn back.
 */
export function assertInSql(condition: SQL, otherwise: typeof LEASE_LOST | typeof CONFLICT | typeof STEPS_OPEN): SQL {
  return sql`insist(${condition}, ${otherwise})`
}
