import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Tx } from '../database/database.ts'
import { leaseLost, notifyWorkers, updateLeasedRun, type Lease } from './leases.ts'

/** Why a run is backed off: the code of a step whose service doesn't answer, or of a part of this server that is away. */
export const BackoffReason = z.object({
  code: z.string(),
  /** The step, where it is one. */
  planId: z.string().optional(),
  index: z.int().optional(),
})
export type BackoffReason = Readonly<z.infer<typeof BackoffReason>>

/** An outage that a run met: which part of this server was away, by its error's code, and how often in a row. Times are ISO 8601. */
export const Outage = z.object({ code: z.string(), firstAt: z.string(), lastAt: z.string(), times: z.int() })
export type Outage = Readonly<z.infer<typeof Outage>>

/** What a run that this worker holds met before, and the database's time, ISO 8601. */
export async function readOutage(
  tx: Tx,
  runId: string,
): Promise<{ readonly before: Outage | null; readonly now: string }> {
  const [row] = await tx.query<{ outage: unknown; now: Date }>(sql`
    select outage, now() as now from runs where tenant_id = ${tx.tenantId} and id = ${runId}`)
  if (!row) throw leaseLost(runId)
  return { before: Outage.safeParse(row.outage).data ?? null, now: row.now.toISOString() }
}

/**
 * Backs a run off for `pauseMs` by the database's clock. Meanwhile it holds neither its thread nor a worker, and counts no
 * attempt. `queueBackedOffRuns` queues it again, or `wakeRun` before that; `queued` means that `wakeRun` came first. Throws
 * `lease-lost`.
 */
export async function backOffRun(
  tx: Tx,
  hold: Lease,
  {
    pauseMs,
    rest,
    outage = null,
  }: { readonly pauseMs: number; readonly rest: BackoffReason; readonly outage?: Outage | null },
): Promise<'waiting' | 'queued'> {
  const unlessWoken = (value: ReturnType<typeof sql>) => sql`case when wake then null else ${value} end`
  const { state } = await updateLeasedRun(
    tx,
    hold,
    sql`state = case when wake then 'queued' else 'waiting' end, wake = false, attempts = 0, errors = 0,
        lease_until = null, outage = ${outage && JSON.stringify(outage)}::jsonb,
        not_before = ${unlessWoken(sql`now() + ${pauseMs} * interval '1 millisecond'`)},
        rest = ${unlessWoken(sql`${JSON.stringify(rest)}::jsonb`)}`,
    sql`"hasNext" or state = 'queued'`,
  )
  return state === 'queued' ? 'queued' : 'waiting'
}

/** Queues the runs of all tenants whose backoff is over, and notifies the workers. Returns how many there were. */
export async function queueBackedOffRuns(database: Database): Promise<number> {
  const rows = await database.queueBatch((tx) =>
    tx.query(sql`
      with rested as (
        select tenant_id, id from runs where not_before <= now()
         order by not_before limit 1000 for update skip locked)
      update runs set state = 'queued', not_before = null, rest = null
        from rested where runs.tenant_id = rested.tenant_id and runs.id = rested.id
      returning runs.id`),
  )
  return rows.length
}

/** Locks the row of a run that is backed off until the transaction ends; false where it isn't backed off. */
export async function lockBackedOffRun(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    select from runs
     where tenant_id = ${tx.tenantId} and id = ${runId} and not_before is not null for no key update`)
  return rows.length > 0
}

/**
 * Reopens a run that ended before all of its steps had, now that a person has resolved one. False where there is no such
 * run.
 */
export async function reopenRun(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update runs set state = 'queued', attempts = 0, errors = 0, failure = null, finished_at = null
     where tenant_id = ${tx.tenantId} and id = ${runId} and state in ('done', 'failed')
    returning id`)
  await notifyWorkers(tx, runId)
  return rows.length > 0
}

/** How many runs of all tenants are backed off, and how many are dead-lettered (`setAside`). */
export interface HeldRuns {
  readonly resting: number
  readonly setAside: number
}

/** How many there are. */
export async function countHeldRuns(database: Database): Promise<HeldRuns> {
  const [row] = await database.queueBatch((tx) =>
    tx.query(sql`
      select (select count(*)::int from runs where not_before is not null) as resting,
             (select count(*)::int from runs where aside_at is not null) as "setAside"`),
  )
  return Counts.parse(row)
}

const Counts = z.object({ resting: z.int(), setAside: z.int() })
