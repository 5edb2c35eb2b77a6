import { sql, type SQL } from 'drizzle-orm'

/** A value as `jsonb` in a statement; null is SQL's. */
export function jsonb(value: unknown): SQL {
  return value === null ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`
}
