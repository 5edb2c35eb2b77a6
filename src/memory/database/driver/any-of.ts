import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'

const Id = z.uuid()

/**
 * For `id = …`: any of these. What isn't an id is none of them, and isn't compared: a column that is made text of for that
 * is searched for in the whole table. The ids are selected, so that how many there are is nothing to plan by: PostgreSQL
 * takes an array that it doesn't know for ten, and plans a statement anew each time that it is asked for fewer.
 */
export function anyOf(ids: readonly string[]): SQL {
  return sql`any(array(select unnest(${sql.param(ids.filter((id) => Id.safeParse(id).success))}::uuid[])))`
}
