import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { notifyWorkers, updateLeasedRun, type Lease } from './leases.ts'
import { BackoffReason } from './run-backoff.ts'

/** Dead-letters a run: it waits until an operator retries it, or until `wakeRun`. Throws `lease-lost`. */
export async function moveToDeadLetters(tx: Tx, hold: Lease, rest: BackoffReason): Promise<void> {
  await updateLeasedRun(
    tx,
    hold,
    sql`state = case when wake then 'queued' else 'waiting' end, wake = false, attempts = 0, errors = 0,
        lease_until = null, aside_at = case when wake then null else now() end, rest = ${JSON.stringify(rest)}::jsonb`,
    sql`"hasNext" or state = 'queued'`,
  )
}

/** A dead-lettered run, set aside for an operator. */
export const DeadLetter = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  agent: z.string(),
  requester: z.string(),
  asideAt: z.date(),
  rest: BackoffReason.nullable(),
})
export type DeadLetter = Readonly<z.infer<typeof DeadLetter>>

/** Lists the dead-lettered runs, oldest first. */
export async function listDeadLetters(tx: Tx, limit: number): Promise<readonly DeadLetter[]> {
  const rows = await tx.query(sql`
    select id, thread_id as "threadId", agent, requester, aside_at as "asideAt", rest
      from runs where tenant_id = ${tx.tenantId} and aside_at is not null
     order by aside_at, id limit ${limit}`)
  return rows.map((row) => DeadLetter.parse(row))
}

/** Queues a dead-lettered run again; false where it no longer is one. */
export async function retryDeadLetter(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update runs set state = 'queued', aside_at = null, rest = null, attempts = 0, errors = 0
     where tenant_id = ${tx.tenantId} and id = ${runId} and aside_at is not null
    returning id`)
  await notifyWorkers(tx, runId)
  return rows.length > 0
}
