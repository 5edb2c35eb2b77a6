import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'

/** Passes the plans on that waited long enough for it, by the database's clock: each once, until it is judged anew; `atMost` at a time. */
export async function escalatePlans(tx: Tx, atMost: number): Promise<readonly EscalatedPlan[]> {
  return tx.query<EscalatedPlan>(sql`
    update plans set escalated_at = now(), updated_at = now()
     where tenant_id = ${tx.tenantId} and status = 'waiting' and escalated_at is null and id in (
       select id from plans
        where tenant_id = ${tx.tenantId} and status = 'waiting' and escalated_at is null and escalates_at <= now()
        order by escalates_at limit ${atMost})
    returning run_id as "runId", id as "planId", thread_id as "threadId", escalates_to as "role"`)
}

export interface EscalatedPlan {
  readonly runId: string
  readonly planId: string
  readonly threadId: string
  readonly role: string
}
