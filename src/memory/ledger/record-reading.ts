import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import type { ReadAnswer } from '../plans/tool-answer.ts'
import { updateOrLoseLease, ownsRun, type Lease } from '../runs/leases.ts'

/**
 * Keeps what a model read in the answer to an effect beside that answer. What became of the effect stays as it is. Throws
 * `lease-lost`.
 */
export async function recordReading(
  tx: Tx,
  effect: { readonly planId: string; readonly index: number; readonly read: ReadAnswer },
  hold: Lease,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set outcome = outcome || jsonb_build_object('read', ${JSON.stringify(effect.read)}::jsonb)
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index}
       and state = 'succeeded' and ${ownsRun(tx, hold)}
    returning index`,
  )
}
