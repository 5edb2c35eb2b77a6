import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { PlanCitation } from '#core/plan-citation.ts'
import { TenantId } from '#core/principal.ts'
import type { Database, Tx } from '../database/database.ts'
import { assertInSql, LEASE_LOST } from '../database/driver/assert-in-sql.ts'
import { notifyAll } from '../database/driver/notifications.ts'

/**
 * A worker's lease of a run. Every write for the run compares its fencing token, so a worker that lost the run changes
 * nothing. Where a worker decides that its lease is lost: `turn/lease/hold-lease.ts`.
 */
export interface Lease {
  readonly runId: string
  /** The fencing token: each claim of the run has a higher one. */
  readonly fence: number
}

/** A run that this worker has claimed. `attempts` counts this one; what to do with too many is the worker's decision. */
export const ClaimedRun = z.object({
  tenantId: TenantId,
  id: z.uuid(),
  threadId: z.uuid(),
  fence: z.int(),
  attempts: z.int(),
  /** When it was taken up before; null where it never was. */
  claimedBefore: z.coerce.date().nullable(),
})
export type ClaimedRun = Readonly<z.infer<typeof ClaimedRun>>

/** A run of any tenant. */
export interface RunId {
  readonly tenantId: TenantId
  readonly runId: string
}

/** A run that may have become claimable, with the plan of it that may begin now; null where there is none. */
export interface WokenRun extends RunId {
  readonly plan: WokenPlan | null
}

/** As much of a plan as says what else is looked at before it begins. */
export interface WokenPlan {
  readonly id: string
  readonly requester: string
  readonly agent: string
  readonly citations: readonly PlanCitation[]
}

/** Notified whenever a run may have become claimable. The payload says nothing: look. Within this process it says which. */
export const RUNS_CHANNEL = 'parley_runs'

/** Renews the lease of a run. Throws `lease-lost` when another worker has it by now, or it has ended. */
export async function renewLease(
  database: Database,
  run: ClaimedRun,
  lease: { readonly leaseMs: number },
): Promise<void> {
  const rows = await database.queueBatch((tx) =>
    tx.query(sql`
      update runs set lease_until = greatest(lease_until, now() + ${lease.leaseMs} * interval '1 millisecond')
       where tenant_id = ${run.tenantId} and id = ${run.id} and fence = ${run.fence} and state = 'running'
      returning id`),
  )
  if (rows.length === 0) throw leaseLost(run.id)
}

/** Extends the lease of a run to last for what is about to begin. Throws `lease-lost`. */
export async function extendLease(tx: Tx, hold: Lease, mustLastMs: number): Promise<void> {
  const until = sql`now() + ${mustLastMs} * interval '1 millisecond'`
  await updateLeasedRun(tx, hold, sql`lease_until = greatest(lease_until, ${until})`)
}

/**
 * Ends every lease. Only for the process that holds PGlite's folder, at its start: no other can be working there, so what
 * is running was left by a process that died.
 */
export async function releaseAllLeases(database: Database): Promise<number> {
  const rows = await database.queue((tx) =>
    tx.query(sql`update runs set lease_until = now() - interval '1 millisecond' where state = 'running' returning id`),
  )
  return rows.length
}

/**
 * The fencing check of a worker's writes, as an SQL condition: it still owns the run, and for long enough. The run's row stays
 * shared until the transaction ends, so no claim can come between the check and the write.
 */
export function ownsRun(tx: Tx, hold: Lease, leaseMustLastMs = 0): SQL {
  const lasts =
    leaseMustLastMs > 0 ? sql`and held.lease_until >= now() + ${leaseMustLastMs} * interval '1 millisecond'` : sql``
  return sql`exists (select from runs held
    where held.tenant_id = ${tx.tenantId} and held.id = ${hold.runId} and held.fence = ${hold.fence}
      and held.state = 'running' ${lasts} for share)`
}

/** A worker's write, `changes` with a `returning`, that fails with `lease-lost` where it changes nothing. */
export async function updateOrLoseLease(tx: Tx, changes: SQL): Promise<void> {
  await tx.query(sql`with changed as (${changes}) select ${assertInSql(sql`exists (select from changed)`, LEASE_LOST)}`)
}

interface Changed {
  readonly state: string
}

/** Updates a run under its fencing token. `wakes`: whether workers are notified; `"hasNext"` says if the thread has more. */
export async function updateLeasedRun(tx: Tx, hold: Lease, change: SQL, wakes: SQL = sql`false`): Promise<Changed> {
  const [row] = await tx.query<Changed>(sql`
    with changed as (
      update runs set ${change}
       where tenant_id = ${tx.tenantId} and id = ${hold.runId} and fence = ${hold.fence} and state = 'running'
      returning id, thread_id, state
    ), forgotten as (
      delete from checkpoints
       where tenant_id = ${tx.tenantId}
         and run_id in (select id from changed where state in ('done', 'failed', 'cancelled'))
    ), seen as (
      select state, exists (select from runs next
                             where next.tenant_id = ${tx.tenantId} and next.thread_id = changed.thread_id
                               and next.state = 'queued') as "hasNext"
        from changed)
    select (select state from seen) as state, ${assertInSql(sql`exists (select from seen)`, LEASE_LOST)},
           (select ${notifyAll(RUNS_CHANNEL, tx.tenantId)} from seen where ${wakes})`)
  return row ?? { state: 'unknown' }
}

/** The error of a worker that writes for a run whose lease it lost: it must stop, another goes on. */
export function leaseLost(runId: string): AppError {
  return new AppError('Another worker has taken this run over, or it was cancelled.', {
    code: 'lease-lost',
    details: { runId },
  })
}

/** Notifies workers, on commit, that a run may have become claimable. */
export async function notifyWorkers(tx: Tx, runId: string, plan: WokenPlan | null = null): Promise<void> {
  const here: WokenRun = { tenantId: tx.tenantId, runId, plan }
  await tx.notify(RUNS_CHANNEL, tx.tenantId, here)
}

/** Whether that is what came with it in this process. */
export function isWokenRun(here: unknown): here is WokenRun {
  return typeof here === 'object' && here !== null && 'tenantId' in here && 'runId' in here && 'plan' in here
}
