import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { ownsRun, updateOrLoseLease, type Lease } from './leases.ts'

/** A run that is queued by another for the same thread. */
export interface QueuedRun {
  readonly runId: string
  readonly messageId: string
  /** What it is about, as it finds it when it is taken up. */
  readonly route: unknown
  readonly language: string
  readonly agentHash: string
}

/**
 * Queues another run of a run's thread and requester. Workers look for it when this one ends or pauses, which keeps the
 * thread until then. Belongs in one transaction with what made it necessary. Throws `lease-lost`.
 */
export async function queueRun(tx: Tx, hold: Lease, queued: QueuedRun): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    insert into runs (tenant_id, id, thread_id, message_id, agent, requester, traceparent, route, language, agent_hash, joined)
    select ${tx.tenantId}, ${queued.runId}::uuid, r.thread_id, ${queued.messageId}::uuid, r.agent, r.requester,
           r.traceparent, ${JSON.stringify(queued.route)}::jsonb, ${queued.language}, ${queued.agentHash},
           coalesce((select first.joined from runs first
                      where first.tenant_id = ${tx.tenantId} and first.thread_id = r.thread_id and first.message_id = ${queued.messageId}::uuid
                      order by first.id limit 1), '{}')
      from runs r
     where r.tenant_id = ${tx.tenantId} and r.id = ${hold.runId} and ${ownsRun(tx, hold)}
    returning id`,
  )
}
