import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'

const Id = z.uuid()

/**
 * For `id = …`: any of these. What isn't an id is none of them, and isn't compared: a column that is made text of for that
 * is searched for in the whole table.
 */
export function anyOf(ids: readonly string[]): SQL {
  return sql`any(${sql.param(ids.filter((id) => Id.safeParse(id).success))}::uuid[])`
}
