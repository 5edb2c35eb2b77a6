import { sql } from 'drizzle-orm'
import type { Tx } from './database.ts'
import { PlanRecord } from './plan-record.ts'
import { plansWhere } from './plans.ts'

/** More wait for one person in no thread: an agent's limits end far below. */
const MOST = 20

/** A requester's last plans in a thread, newest first. A row that is no plan any more is left out. */
export async function readThreadPlans(
  tx: Tx,
  { threadId, requester }: { readonly threadId: string; readonly requester: string },
): Promise<readonly PlanRecord[]> {
  const rows = await plansWhere(tx, sql`p.thread_id = ${threadId} and p.requester = ${requester}`, MOST)
  return rows.flatMap((row) => PlanRecord.safeParse(row).data ?? [])
}
