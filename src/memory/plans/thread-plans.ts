import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { PlanRecord } from './plan-record.ts'
import { plansWhere } from './plan-rows.ts'

/** More wait for one person in no thread: an agent's limits end far below. */
const MOST = 20

/** A requester's last plans in a thread, newest first. A row that is no plan any more is left out. */
export async function readThreadPlans(
  tx: Tx,
  { threadId, requester }: { readonly threadId: string; readonly requester: string },
): Promise<readonly PlanRecord[]> {
  // By its runs, which an index finds: by their requester all that they ever asked for would be gone through.
  const runs = sql`array(select r.id from runs r where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId})`
  const rows = await plansWhere(tx, sql`p.run_id = any(${runs}) and p.requester = ${requester}`, MOST)
  return rows.flatMap((row) => PlanRecord.safeParse(row).data ?? [])
}
