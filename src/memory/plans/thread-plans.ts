import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { PlanRecord } from './plan-record.ts'
import { plansWhere } from './plan-rows.ts'

/** The most finished plans of a thread that a later message may be about. */
const MOST_OVER = 20
/** As many as one message may be about. */
const MOST = 200

/** A requester's last plans in a thread, and all that are open, newest first. A row that is no plan any more is left out. */
export async function readThreadPlans(
  tx: Tx,
  { threadId, requester }: { readonly threadId: string; readonly requester: string },
): Promise<readonly PlanRecord[]> {
  // By its runs, which an index finds: by their requester all that they ever asked for would be gone through.
  const runs = sql`array(select r.id from runs r where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId})`
  const last = sql`array(
    select l.id from plans l
     where l.tenant_id = ${tx.tenantId} and l.run_id = any(${runs}) and l.requester = ${requester}
     order by l.created_at desc, l.id desc limit ${MOST_OVER})`
  const isOpen = sql`p.status in ('waiting', 'applying', 'unknown')`
  const rows = await plansWhere(
    tx,
    sql`p.run_id = any(${runs}) and p.requester = ${requester} and (${isOpen} or p.id = any(${last}))`,
    MOST,
  )
  return rows.flatMap((row) => PlanRecord.safeParse(row).data ?? [])
}
