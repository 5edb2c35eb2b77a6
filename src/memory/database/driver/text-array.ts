import { sql, type SQL } from 'drizzle-orm'

/** Texts as an array in a statement. */
export function textArray(texts: readonly string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`
}
