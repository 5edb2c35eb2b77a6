import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** What of a tool can't be used, however often it is tried. */
export const ToolFault = z.object({
  tool: z.string(),
  /** A `ToolFailureCode`. */
  code: z.string(),
  /** "it …", without a value. */
  reason: z.string(),
  lastAt: z.date(),
  times: z.int(),
})
export type ToolFault = Readonly<z.infer<typeof ToolFault>>

/** How long one is told of after it was last met, in days. */
const TOLD_DAYS = 7
const MOST_CHARACTERS = 500

/** Keeps that it was met, once more where it was before. */
export async function keepToolFault(
  tx: Tx,
  { tool, code, reason }: Pick<ToolFault, 'tool' | 'code' | 'reason'>,
): Promise<void> {
  const kept = reason.replaceAll('\0', ' ').slice(0, MOST_CHARACTERS).toWellFormed()
  await tx.query(sql`
    insert into tool_faults (tenant_id, tool, code, reason)
    values (${tx.tenantId}, ${tool}, ${code}, ${kept})
        on conflict (tenant_id, tool, code) do update
       set reason = excluded.reason, last_at = now(), times = tool_faults.times + 1`)
}

/** Those of the last days, the last one first. */
export async function listToolFaults(tx: Tx, limit: number): Promise<readonly ToolFault[]> {
  const rows = await tx.query(sql`
    select tool, code, reason, last_at as "lastAt", times from tool_faults
     where tenant_id = ${tx.tenantId} and last_at > now() - make_interval(days => ${TOLD_DAYS})
     order by last_at desc, tool, code limit ${limit}`)
  return rows.map((row) => ToolFault.parse(row))
}
