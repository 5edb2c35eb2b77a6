import { sql, type SQL } from 'drizzle-orm'

/** The error of a worker that writes for a run which it doesn't hold any more. */
export const LEASE_LOST = 'PY001'

/** The error of a statement that supposed something which isn't so; nothing was done, and it can be done with care. */
export const CONFLICT = 'PY002'

/** The error of a run that is to end while nobody has said how one of its steps did. */
export const STEPS_OPEN = 'PY003'

/**
 * A column that fails its statement, and so its transaction, where the condition doesn't hold. In a transaction that is
 * sent whole nobody can look at an answer and then turn back.
 */
export function assertInSql(condition: SQL, otherwise: typeof LEASE_LOST | typeof CONFLICT | typeof STEPS_OPEN): SQL {
  return sql`insist(${condition}, ${otherwise})`
}
