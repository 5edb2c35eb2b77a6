import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Tx } from '../database/database.ts'
import { changeHeld, leaseLost, type Lease } from './leases.ts'
import { tellWorkers } from './leases.ts'

/** Why a run rests: a step whose service doesn't answer, or a part of this server that is away, by its code. */
export const Rest = z.object({
  code: z.string(),
  /** The step, where it is one. */
  planId: z.string().optional(),
  index: z.int().optional(),
})
export type Rest = Readonly<z.infer<typeof Rest>>

/** A part of this server that a run found away, by its error's code, so often in a row. Times are ISO 8601. */
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
 * Lets a run rest for so long by the database's clock, holding neither its thread nor a worker, and no attempt. It is
 * queued again by `wakeRested`, or before by `wakeRun`, which gives `queued` where it came first. Throws `lease-lost`.
 */
export async function restRun(
  tx: Tx,
  hold: Lease,
  { pauseMs, rest, outage = null }: { readonly pauseMs: number; readonly rest: Rest; readonly outage?: Outage | null },
): Promise<'waiting' | 'queued'> {
  const unlessWoken = (value: ReturnType<typeof sql>) => sql`case when wake then null else ${value} end`
  const { state } = await changeHeld(
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

/** Queues the runs of all tenants that have rested for long enough, and tells the workers; how many there were. */
export async function wakeRested(database: Database): Promise<number> {
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

/** Holds the row of a run that rests, so that it isn't taken up before the transaction ends; false where it doesn't. */
export async function holdResting(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    select from runs
     where tenant_id = ${tx.tenantId} and id = ${runId} and not_before is not null for no key update`)
  return rows.length > 0
}

/**
 * Lets a run go on that ended before each of its steps had an end: somebody has said now how one did. False where there is
 * no such run.
 */
export async function reopenRun(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update runs set state = 'queued', attempts = 0, errors = 0, failure = null, finished_at = null
     where tenant_id = ${tx.tenantId} and id = ${runId} and state in ('done', 'failed')
    returning id`)
  await tellWorkers(tx, runId)
  return rows.length > 0
}

/** Runs of all tenants that go on by themselves later, and that wait for an operator. */
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

/** Sets a run aside: it waits until an operator lets it be tried again, or until `wakeRun`. Throws `lease-lost`. */
export async function setAside(tx: Tx, hold: Lease, rest: Rest): Promise<void> {
  await changeHeld(
    tx,
    hold,
    sql`state = case when wake then 'queued' else 'waiting' end, wake = false, attempts = 0, errors = 0,
        lease_until = null, aside_at = case when wake then null else now() end, rest = ${JSON.stringify(rest)}::jsonb`,
    sql`"hasNext" or state = 'queued'`,
  )
}

/** A run that was set aside, for an operator. */
export const AsideRun = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  agent: z.string(),
  requester: z.string(),
  asideAt: z.date(),
  rest: Rest.nullable(),
})
export type AsideRun = Readonly<z.infer<typeof AsideRun>>

/** The runs that were set aside, the first first. */
export async function listAsideRuns(tx: Tx, limit: number): Promise<readonly AsideRun[]> {
  const rows = await tx.query(sql`
    select id, thread_id as "threadId", agent, requester, aside_at as "asideAt", rest
      from runs where tenant_id = ${tx.tenantId} and aside_at is not null
     order by aside_at, id limit ${limit}`)
  return rows.map((row) => AsideRun.parse(row))
}

/** Lets a run that was set aside be tried again; false where it isn't any more. */
export async function retryAside(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update runs set state = 'queued', aside_at = null, rest = null, attempts = 0, errors = 0
     where tenant_id = ${tx.tenantId} and id = ${runId} and aside_at is not null
    returning id`)
  await tellWorkers(tx, runId)
  return rows.length > 0
}
