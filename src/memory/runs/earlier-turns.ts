import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Json } from '#core/json.ts'
import type { Tx } from '../database/database.ts'
import { Part } from '../threads/part.ts'

const EarlierRow = z.object({ route: Json, parts: z.array(Part), isOwn: z.boolean() })

/** What a requester wrote in a thread before one of their runs, and where each message was routed; newest first. */
export async function readEarlierTurns(
  tx: Tx,
  runId: string,
  limit: number,
): Promise<readonly Readonly<z.infer<typeof EarlierRow>>[]> {
  const rows = await tx.query<{ route: unknown; parts: unknown }>(sql`
    select b.route, m.parts, coalesce(b.id >= m.own_run, false) as "isOwn"
      from runs r
      join runs b on b.tenant_id = r.tenant_id and b.thread_id = r.thread_id and b.requester = r.requester and b.id < r.id
      join messages m on m.tenant_id = b.tenant_id and m.id = b.message_id
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId} and b.route is not null
     order by b.id desc limit ${limit}`)
  return rows.map((row) => EarlierRow.parse(row))
}
