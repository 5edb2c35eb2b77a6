import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { RUNS_CHANNEL } from './leases.ts'

/** Told when a run was stopped, with its id, so that whoever works on it stops waiting for what it began. */
export const STOPS_CHANNEL = 'parley_stops'

/** A run that was stopped before anything of its last plan began. */
export interface StoppedRun {
  /** Its plans that will now do nothing; `digest` is empty where nothing had been proposed yet. */
  readonly plans: readonly { readonly planId: string; readonly digest: string }[]
  /** Its plans of earlier rounds that did something, which stays done. */
  readonly done: readonly string[]
}

/**
 * Ends a run that is queued, at work or rests, and its plan; null where it has ended or waits for somebody, where a step of
 * its plan has begun, and where its plan has ended and only the answer is missing. What is to be answered once more
 * (`isAnsweredAnew`) isn't stopped either where an earlier plan of it did something, or where somebody's press would be lost:
 * their yes to its plan, or that its message is their own request. The run's row is held until the end of the
 * transaction, as it is by every write of its worker: either that write came first, or it fails with `lease-lost`.
 */
export async function stopRun(
  tx: Tx,
  runId: string,
  { isAnsweredAnew = false }: { readonly isAnsweredAnew?: boolean } = {},
): Promise<StoppedRun | null> {
  // Before the plans' rows, as a worker takes them. Whoever decides on a plan that waits takes its run last, so the row of
  // one that waits isn't held.
  const [run] = await tx.query(sql`
    select from runs
     where tenant_id = ${tx.tenantId} and id = ${runId}
       and (state in ('running', 'queued') or not_before is not null) for no key update`)
  if (!run) return null
  const plans = await tx.query<PlanSoFar>(sql`
    select id, status in ('making', 'waiting', 'applying') as "isOpen",
           exists (select from effects e where e.tenant_id = plans.tenant_id and e.plan_id = plans.id
                      and e.state <> 'planned') as "hasBegun"
      from plans where tenant_id = ${tx.tenantId} and run_id = ${runId} order by round`)
  const last = plans.at(-1)
  if (last && (last.hasBegun || !last.isOpen)) return null
  if (isAnsweredAnew && (plans.some(({ hasBegun }) => hasBegun) || (await hangsOnPress(tx, runId)))) return null
  const stopped = await tx.query<{ planId: string; digest: string }>(sql`
    update plans set status = 'cancelled', updated_at = now()
     where tenant_id = ${tx.tenantId} and run_id = ${runId} and status in ('making', 'waiting', 'applying')
    returning id as "planId", coalesce(digest, '') as digest`)
  await tx.query(sql`
    with stopped as (
      update runs set state = 'cancelled', lease_until = null, not_before = null, rest = null, finished_at = clock_timestamp()
       where tenant_id = ${tx.tenantId} and id = ${runId}
      returning id
    )
    delete from checkpoints where tenant_id = ${tx.tenantId} and run_id in (select id from stopped)`)
  // Its thread may have more to do.
  await Promise.all([tx.notify(RUNS_CHANNEL, tx.tenantId), tx.notify(STOPS_CHANNEL, runId)])
  return { plans: stopped, done: plans.flatMap(({ id, hasBegun }) => (hasBegun ? [id] : [])) }
}

async function hangsOnPress(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    select from runs r
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId}
       and (exists (select from messages m where m.tenant_id = r.tenant_id and m.id = r.message_id and m.own_run = r.id)
            or exists (select from plans p join decisions d on d.tenant_id = p.tenant_id and d.plan_id = p.id
                        where p.tenant_id = r.tenant_id and p.run_id = r.id))`)
  return rows.length > 0
}

interface PlanSoFar {
  readonly id: string
  readonly isOpen: boolean
  readonly hasBegun: boolean
}
