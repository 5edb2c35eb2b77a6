import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** A run that is queued or at work, as a message that comes meanwhile finds it. */
export const BusyRun = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  requester: PrincipalId,
  messageId: z.uuid(),
  /** Messages before its own that it answers too. */
  joined: z.array(z.uuid()).readonly(),
  /** What its requester was spoken to in last; null where nothing was decided yet. */
  language: z.string().nullable(),
})
export type BusyRun = Readonly<z.infer<typeof BusyRun>>

/**
 * Lets one message after the other into a thread, until the end of the transaction: two that come at once must not both
 * suppose that the other isn't there. Taken before any row, so that it is in nobody's way who holds one.
 */
export async function oneAtATime(tx: Tx, threadId: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`messages of ${tx.tenantId} ${threadId}`}, 0))`)
}

/** A thread's runs that are queued or at work, in the order of their messages. Those that rest or wait aren't. */
export async function listBusyRuns(tx: Tx, threadId: string): Promise<readonly BusyRun[]> {
  const rows = await tx.query(sql`
    select r.id, r.thread_id as "threadId", r.requester, r.message_id as "messageId", r.joined,
           coalesce(r.language, (select b.language from runs b
                                  where b.tenant_id = r.tenant_id and b.thread_id = r.thread_id and b.language is not null
                                  order by b.id desc limit 1)) as language
      from runs r
     where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId} and r.state in ('queued', 'running')
     order by r.id`)
  return rows.map((row) => BusyRun.parse(row))
}

/** Has a run that is queued answer these messages too, the first first. */
export async function joinMessages(tx: Tx, runId: string, messageIds: readonly string[]): Promise<void> {
  await tx.query(sql`
    update runs set joined = ${sql.param(messageIds)}::uuid[]
     where tenant_id = ${tx.tenantId} and id = ${runId} and state = 'queued'`)
}
