import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** What became of a tool's writes of late. */
const CallsOfTool = z.object({
  tool: z.string(),
  done: z.int(),
  failed: z.int(),
  /** Nobody knows whether these were done. */
  unknown: z.int(),
  lastAt: z.date(),
})
export type CallsOfTool = Readonly<z.infer<typeof CallsOfTool>>

/** How far back calls are counted, in days. */
const COUNTED_DAYS = 7

/** The writes that were begun in the last days, by their tools. */
export async function countCallsByTool(tx: Tx): Promise<readonly CallsOfTool[]> {
  const rows = await tx.query(sql`
    select tool, (count(*) filter (where state = 'succeeded'))::int as done,
           (count(*) filter (where state = 'failed'))::int as failed,
           (count(*) filter (where state = 'unknown'))::int as unknown, max(dispatched_at) as "lastAt"
      from effects
     where tenant_id = ${tx.tenantId} and dispatched_at > now() - make_interval(days => ${COUNTED_DAYS})
     group by tool order by tool`)
  return rows.map((row) => CallsOfTool.parse(row))
}
