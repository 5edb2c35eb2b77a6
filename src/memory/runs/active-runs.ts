import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** An active run: one that is queued or running when another message arrives. */
export const ActiveRun = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  requester: PrincipalId,
  messageId: z.uuid(),
  /** Messages before its own that it answers too. */
  joined: z.array(z.uuid()).readonly(),
  /** What its requester was spoken to in last; null where nothing was decided yet. */
  language: z.string().nullable(),
})
export type ActiveRun = Readonly<z.infer<typeof ActiveRun>>

/**
 * Locks a thread's inbox until the end of the transaction, so that messages that arrive at once are accepted one after the
 * other. Taken before any row lock, to avoid deadlocks.
 */
export async function lockThreadInbox(tx: Tx, threadId: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`messages of ${tx.tenantId} ${threadId}`}, 0))`)
}

/** Lists a thread's queued and running runs in the order of their messages; not those that are backed off or wait. */
export async function listActiveRuns(tx: Tx, threadId: string): Promise<readonly ActiveRun[]> {
  const rows = await tx.query(sql`
    select r.id, r.thread_id as "threadId", r.requester, r.message_id as "messageId", r.joined,
           coalesce(r.language, (select b.language from runs b
                                  where b.tenant_id = r.tenant_id and b.thread_id = r.thread_id and b.language is not null
                                  order by b.id desc limit 1)) as language
      from runs r
     where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId} and r.state in ('queued', 'running')
     order by r.id`)
  return rows.map((row) => ActiveRun.parse(row))
}

/** Coalesces messages: has a queued run answer these too, oldest first. */
export async function coalesceMessages(tx: Tx, runId: string, messageIds: readonly string[]): Promise<void> {
  await tx.query(sql`
    update runs set joined = ${sql.param(messageIds)}::uuid[]
     where tenant_id = ${tx.tenantId} and id = ${runId} and state = 'queued'`)
}
