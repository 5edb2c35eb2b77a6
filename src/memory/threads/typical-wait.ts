import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'

/** How long those waited whom somebody took last, in minutes, the median; null where they are too few to say. */
export async function readTypicalWait(
  tx: Tx,
  { agent, role }: { readonly agent: string; readonly role: string },
): Promise<number | null> {
  const [row] = await tx.query<{ minutes: number | null }>(sql`
    select case when count(*) >= ${FEWEST_WAITS}
                then ceil(percentile_cont(0.5) within group (order by waited) / 60)::integer end as minutes
      from (select extract(epoch from taken_at - created_at)::double precision as waited
              from hand_overs
             where tenant_id = ${tx.tenantId} and agent = ${agent} and role = ${role} and taken_at is not null
             order by taken_at desc limit ${LAST_WAITS}) last`)
  return row?.minutes ?? null
}

const FEWEST_WAITS = 5
const LAST_WAITS = 20
