import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { clockAt, rememberHead } from '../events/chain/known-heads.ts'

/** A conversation. `requester` is whose it is. */
export const Thread = z.object({
  id: z.uuid(),
  agent: z.string(),
  requester: PrincipalId,
  channel: z.string(),
  createdAt: z.date(),
})
export type Thread = Readonly<z.infer<typeof Thread>>

/** Begins a conversation. The second time with the same id changes nothing. */
export async function createThread(tx: Tx, thread: Omit<Thread, 'createdAt'>): Promise<void> {
  const [made] = await tx.query<{ now: Date }>(sql`
    insert into threads (tenant_id, id, agent, requester, channel)
    values (${tx.tenantId}, ${thread.id}, ${thread.agent}, ${thread.requester}, ${thread.channel})
        on conflict (tenant_id, id) do nothing
    returning clock_timestamp() as now`)
  if (!made) return
  const clock = clockAt(made.now)
  tx.afterCommit(() => rememberHead(thread.id, { seq: 0, hash: null, clock }))
}

/** Reads a thread of this tenant; null where there is none, or it was deleted. Whose it is, the caller compares. */
export async function readThread(tx: Tx, threadId: string): Promise<Thread | null> {
  const [row] = await tx.query(sql`
    select id, agent, requester, channel, created_at as "createdAt"
      from threads where tenant_id = ${tx.tenantId} and id = ${threadId} and deleted_at is null`)
  return row === undefined ? null : Thread.parse(row)
}

/** The number of a thread's last event; 0 where there is none. */
export async function readHeadSeq(tx: Tx, threadId: string): Promise<number> {
  const [row] = await tx.query(sql`
    select head_seq as seq from threads where tenant_id = ${tx.tenantId} and id = ${threadId}`)
  return row === undefined ? 0 : z.object({ seq: z.int() }).parse(row).seq
}
