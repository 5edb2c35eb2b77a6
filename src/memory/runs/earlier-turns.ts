import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Json } from '#core/json.ts'
import type { Tx } from '../database/database.ts'
import { Part } from '../threads/part.ts'

const EarlierRow = z.object({
  runId: z.string(),
  messageId: z.string(),
  route: Json,
  parts: z.array(Part),
  isOwn: z.boolean(),
  /** What was answered; empty where nothing is yet. */
  answer: z.array(Part),
})

/** What a requester wrote in a thread before one of their runs, and where each message was routed; newest first. */
export async function readEarlierTurns(
  tx: Tx,
  runId: string,
  limit: number,
): Promise<readonly Readonly<z.infer<typeof EarlierRow>>[]> {
  const rows = await tx.query(sql`
    select b.id as "runId", b.message_id as "messageId", b.route, m.parts, coalesce(b.id >= m.own_run, false) as "isOwn",
           coalesce(a.parts, '[]') as answer
      from runs r
      join runs b on b.tenant_id = r.tenant_id and b.thread_id = r.thread_id and b.requester = r.requester and b.id < r.id
      join messages m on m.tenant_id = b.tenant_id and m.id = b.message_id
      left join messages a on a.tenant_id = b.tenant_id and a.run_id = b.id and a.role = 'assistant'
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId} and b.route is not null
     order by b.id desc limit ${limit}`)
  return rows.map((row) => EarlierRow.parse(row))
}
