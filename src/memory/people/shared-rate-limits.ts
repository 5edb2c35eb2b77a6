import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'

/**
 * Adds to the rate limits' leaky buckets that all servers share, by name, in ms until each is empty again, and returns how
 * long that is now. Names are taken in one order, so two servers never deadlock.
 */
export async function addToSharedRateLimits(
  tx: Tx,
  used: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const added = JSON.stringify([...used].map(([name, usedMs]) => ({ name, usedMs })))
  const rows = await tx.query<{ name: string; usedMs: number }>(sql`
    insert into shared_rates as shared (tenant_id, name, empty_at)
    select ${tx.tenantId}, u.name, statement_timestamp() + u."usedMs" * interval '1 millisecond'
      from jsonb_to_recordset(${added}::jsonb) u(name text, "usedMs" double precision)
     order by u.name
        on conflict (tenant_id, name) do update
       set empty_at = greatest(shared.empty_at, statement_timestamp()) + (excluded.empty_at - statement_timestamp())
    returning name, 1000 * extract(epoch from empty_at - statement_timestamp())::double precision as "usedMs"`)
  return new Map(rows.map(({ name, usedMs }) => [name, usedMs]))
}
