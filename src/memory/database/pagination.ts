import { sql, type SQL } from 'drizzle-orm'

/** A page of a list by time (keyset pagination). Null leaves nothing out. */
export interface TimePage {
  /** Made then or later, and before. */
  readonly since: Date | null
  readonly until: Date | null
  /** The last id of the page before. */
  readonly after: string | null
}

/**
 * The condition for a page of `listed`, newest first, on rows `row` with `created_at` and `id`. Nothing comes after a row
 * that there isn't.
 */
export function pageCondition(tenantId: string, listed: 'threads' | 'runs', row: SQL, page: TimePage): SQL {
  const { since, until, after } = page
  // Two scalars and no row of both: only so it is where the index begins to be read.
  const last = (column: SQL) =>
    sql`(select ${column} from ${sql.identifier(listed)} where tenant_id = ${tenantId} and id = ${after}::uuid)`
  return allOf([
    since && sql`${row}.created_at >= ${since.toISOString()}::timestamptz`,
    until && sql`${row}.created_at < ${until.toISOString()}::timestamptz`,
    after && sql`(${row}.created_at, ${row}.id) < (${last(sql`created_at`)}, ${last(sql`id`)})`,
  ])
}

/** All of some conditions; those that are null ask nothing. */
export function allOf(conditions: readonly (SQL | null | '')[]): SQL {
  const asked = conditions.flatMap((condition) => condition || [])
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `)
}
