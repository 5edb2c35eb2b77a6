import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { updateLeasedRun, leaseLost, type Lease } from './leases.ts'

/**
 * Whether a run has made progress since a time: it has a new plan, read, program or decision, or a step began, was tried or
 * ended. What each attempt writes again, such as a request to a model, doesn't count.
 */
export async function hasMadeProgress(tx: Tx, runId: string, since: Date): Promise<boolean> {
  const at = sql`${since.toISOString()}::timestamptz`
  const [row] = await tx.query<{ hasNew: boolean }>(sql`
    select exists (
      select from plans p
       where p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
         and (p.created_at > ${at}
              or exists (select from plan_reads r where r.tenant_id = p.tenant_id and r.plan_id = p.id and r.made_at > ${at})
              or exists (select from plan_attempts a
                          where a.tenant_id = p.tenant_id and a.plan_id = p.id and a.written_at > ${at})
              or exists (select from decisions d
                          where d.tenant_id = p.tenant_id and d.plan_id = p.id and d.decided_at > ${at})
              or exists (select from effects e
                          where e.tenant_id = p.tenant_id and e.plan_id = p.id
                            and (e.dispatched_at > ${at} or e.completed_at > ${at}
                                 or (e.tries -> -1 ->> 'lastAt')::timestamptz > ${at})))) as "hasNew"`)
  return row?.hasNew ?? false
}

/** Resets the counts of attempts and errors, since the run made progress. Throws `lease-lost`. */
export async function resetAttempts(tx: Tx, hold: Lease): Promise<void> {
  await updateLeasedRun(tx, hold, sql`attempts = 1, errors = 0`)
}

const Counted = z.object({ errors: z.int() })

/**
 * Counts an attempt that ended in an error of ours, and that its worker survived; gives how many there are. Throws
 * `lease-lost`.
 */
export async function countError(tx: Tx, hold: Lease): Promise<number> {
  const [row] = await tx.query(sql`
    update runs set errors = errors + 1, attempts = 0
     where tenant_id = ${tx.tenantId} and id = ${hold.runId} and fence = ${hold.fence} and state = 'running'
    returning errors`)
  if (row === undefined) throw leaseLost(hold.runId)
  return Counted.parse(row).errors
}
