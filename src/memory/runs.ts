import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { Json } from '#core/json.ts'
import { PrincipalId, TenantId } from '#core/principal.ts'
import type { Database, Tx } from './database.ts'
import { isConflict } from './database/database-error.ts'
import { assertInSql, LEASE_LOST, STEPS_OPEN } from './database/assert-in-sql.ts'
import { tellEverybody } from './database/notices.ts'

/** A claim on a run. Every write for the run compares it, so that a worker which lost the run changes nothing. */
export interface Hold {
  readonly runId: string
  /** The fencing token: each claim of the run has a higher one. */
  readonly fence: number
}

/** A run that this worker now holds. `attempts` counts this one; what to do with too many is the worker's decision. */
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

export const RunState = z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'])
export type RunState = z.infer<typeof RunState>

/** Why a run failed, in words for the user. */
export const RunFailure = z.object({ code: z.string(), text: z.string() })
export type RunFailure = Readonly<z.infer<typeof RunFailure>>

export const Run = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  messageId: z.uuid(),
  agent: z.string(),
  requester: PrincipalId,
  state: RunState,
  fence: z.int(),
  attempts: z.int(),
  route: Json.nullable(),
  agentHash: z.string().nullable(),
  failure: RunFailure.nullable(),
  traceparent: z.string().nullable(),
  /** It rests until then: nobody is asked, and it goes on by itself. */
  notBefore: z.date().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
})
export type Run = Readonly<z.infer<typeof Run>>

/** Told whenever a run may have become claimable. The payload says nothing: look. */
export const RUNS_CHANNEL = 'parley_runs'

export interface Claim {
  readonly leaseMs: number
  readonly atMost: number
  /** Whether one may be among them that was taken up twice and nothing came of it. */
  readonly withSuspect?: boolean
}

/** What was taken up so often, and nothing came of it, may be what ends those who do: never two at once. */
export const SUSPECT_FROM = 2

/**
 * Takes the oldest runs that are queued, or whose lease has ended, in threads with none running: one for each thread,
 * `atMost` in all. Ids are in the order of their making, so the lowest is the oldest.
 */
export async function claimRuns(database: Database, claim: Claim): Promise<readonly ClaimedRun[]> {
  for (;;) {
    try {
      return await claimOnce(database, claim)
    } catch (error) {
      // Two workers took two runs of one thread at once. The other has one of them now; look again.
      if (!isConflict(error, 'runs_one_running')) throw error
    }
  }
}

async function claimOnce(
  database: Database,
  { leaseMs, atMost, withSuspect = true }: Claim,
): Promise<readonly ClaimedRun[]> {
  const rows = await database.queueBatch((tx) =>
    tx.query(sql`
      with next as (
        select tenant_id, id, claimed_at from runs candidate
         where ((state = 'queued' and (lease_until is null or lease_until < now()))
                or (state = 'running' and lease_until < now()))
           and not exists (select from runs other
                            where other.tenant_id = candidate.tenant_id and other.thread_id = candidate.thread_id
                              and ((other.state = 'running' and other.id <> candidate.id)
                                   or (candidate.state = 'queued' and other.state = 'queued'
                                       and other.id < candidate.id)))
           and (candidate.attempts < ${SUSPECT_FROM} or (${withSuspect} and candidate.id = (
                  select suspect.id from runs suspect
                   where suspect.attempts >= ${SUSPECT_FROM}
                     and (suspect.state = 'queued' or (suspect.state = 'running' and suspect.lease_until < now()))
                   order by suspect.id limit 1)))
         order by id limit ${atMost}
           for update skip locked)
      update runs set state = 'running', lease_until = now() + ${leaseMs} * interval '1 millisecond',
             fence = fence + 1, attempts = attempts + 1, claimed_at = now()
        from next where runs.tenant_id = next.tenant_id and runs.id = next.id
      returning runs.tenant_id as "tenantId", runs.id, runs.thread_id as "threadId", runs.fence, runs.attempts,
                next.claimed_at as "claimedBefore"`),
  )
  return rows.map((row) => ClaimedRun.parse(row))
}

/** Holds a run for longer. Throws `lease-lost` when it is another's by now, or has ended. */
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

/** Holds a run for at least as long as something that is about to begin may take. Throws `lease-lost`. */
export async function extendLease(tx: Tx, hold: Hold, mustLastMs: number): Promise<void> {
  const until = sql`now() + ${mustLastMs} * interval '1 millisecond'`
  await changeHeld(tx, hold, sql`lease_until = greatest(lease_until, ${until})`)
}

/**
 * Ends every lease. Only for whoever holds PGlite's folder, at its start: nobody else can be working there, so what is
 * running is left over from a process that died.
 */
export async function releaseAllLeases(database: Database): Promise<number> {
  const rows = await database.queue((tx) =>
    tx.query(sql`update runs set lease_until = now() - interval '1 millisecond' where state = 'running' returning id`),
  )
  return rows.length
}

/**
 * A condition for a worker's writes: it still holds the run, and, where asked, for long enough. The run's row stays
 * shared until the transaction ends, so no claim can come between the check and the write.
 */
export function holdsRun(tx: Tx, hold: Hold, leaseMustLastMs = 0): SQL {
  const lasts =
    leaseMustLastMs > 0 ? sql`and held.lease_until >= now() + ${leaseMustLastMs} * interval '1 millisecond'` : sql``
  return sql`exists (select from runs held
    where held.tenant_id = ${tx.tenantId} and held.id = ${hold.runId} and held.fence = ${hold.fence}
      and held.state = 'running' ${lasts} for share)`
}

/** A worker's write, `changes` with a `returning`, that fails with `lease-lost` where it changes nothing. */
export async function mustChange(tx: Tx, changes: SQL): Promise<void> {
  await tx.query(sql`with changed as (${changes}) select ${assertInSql(sql`exists (select from changed)`, LEASE_LOST)}`)
}

/** Reads a run of this tenant; null where there is none. */
export async function readRun(tx: Tx, runId: string): Promise<Run | null> {
  const [row] = await tx.query(sql`
    select id, thread_id as "threadId", message_id as "messageId", agent, requester, state, fence, attempts, route,
           agent_hash as "agentHash", failure, traceparent, not_before as "notBefore", created_at as "createdAt", finished_at as "finishedAt"
      from runs where tenant_id = ${tx.tenantId} and id = ${runId}`)
  return row === undefined ? null : Run.parse(row)
}

/** What a worker has to know of a run before it goes on with it. */
export interface RunStart {
  readonly traceparent: string | null
  /** A plan of it waits for a person who hasn't decided yet. */
  readonly isUndecided: boolean
  /** Attempts in a row that ended in an error of ours. */
  readonly errors: number
  /** The answer that it has in its thread already, complete or as the cards of what it waits for; null where it has none. */
  readonly answerId: string | null
}

/** Reads that, and of the row only what can't be malformed: a run that can't even be begun could never be ended. */
export async function readRunStart(tx: Tx, runId: string): Promise<RunStart> {
  const [row] = await tx.query<RunStart>(sql`
    select traceparent, errors,
           (select m.id from messages m where m.tenant_id = runs.tenant_id and m.run_id = runs.id
               and m.role = 'assistant') as "answerId",
           exists (select from plans p where p.tenant_id = runs.tenant_id and p.run_id = runs.id
                      and p.status in ('waiting', 'unknown')) as "isUndecided"
      from runs where tenant_id = ${tx.tenantId} and id = ${runId}`)
  return row ?? { traceparent: null, isUndecided: false, errors: 0, answerId: null }
}

/** Keeps where a run's message was routed to, and the agent's files that decided it. Throws `lease-lost`. */
export async function storeRoute(
  tx: Tx,
  hold: Hold,
  { route, language, agentHash }: { readonly route: unknown; readonly language: string; readonly agentHash: string },
): Promise<void> {
  const routed = sql`route = ${JSON.stringify(route)}::jsonb, language = ${language}, agent_hash = ${agentHash}`
  await changeHeld(tx, hold, routed)
}

/**
 * Ends a run, its hold on the thread and its checkpoint. `failure` goes with `failed`. Throws `lease-lost`, and
 * `steps-open` where nobody has said of each of its steps how it ended: such a run isn't over.
 */
export async function finishRun(
  tx: Tx,
  hold: Hold,
  state: 'done' | 'failed' | 'cancelled',
  failure: RunFailure | null = null,
): Promise<void> {
  const why = failure === null ? null : JSON.stringify(failure)
  const end = sql`state = ${state}, failure = ${why}::jsonb, lease_until = null, finished_at = clock_timestamp()`
  const isOpen = sql`exists (
    select from effects e join plans p on p.tenant_id = e.tenant_id and p.id = e.plan_id
     where p.tenant_id = ${tx.tenantId} and p.run_id = ${hold.runId} and e.state in ('dispatched', 'unknown'))`
  await Promise.all([
    tx.query(sql`select ${assertInSql(sql`not ${isOpen}`, STEPS_OPEN)}`),
    changeHeld(tx, hold, end, sql`"hasNext"`),
  ])
}

/**
 * Lets a run wait for a person, holding neither its thread nor a worker. Gives `queued` instead when `wakeRun` came
 * first. Throws `lease-lost`.
 */
export async function pauseRun(tx: Tx, hold: Hold): Promise<'waiting' | 'queued'> {
  const next = sql`case when wake then 'queued' else 'waiting' end`
  const pause = sql`state = ${next}, wake = false, attempts = 0, errors = 0, lease_until = null, outage = null`
  const { state } = await changeHeld(tx, hold, pause, sql`"hasNext" or state = 'queued'`)
  return state === 'queued' ? 'queued' : 'waiting'
}

/**
 * Puts a run back for another attempt, before which it rests for `restMs`. One that was no fault of the run's isn't counted,
 * nor are those before it that are `excused`. Throws `lease-lost`.
 */
export async function giveBackRun(
  tx: Tx,
  hold: Hold,
  options: { readonly countAttempt: boolean; readonly restMs?: number; readonly excused?: number },
): Promise<void> {
  const { countAttempt, restMs = 0, excused = 0 } = options
  const attempts = countAttempt ? sql`attempts` : sql`greatest(0, attempts - 1 - ${excused}::int)`
  const until = restMs > 0 ? sql`now() + ${restMs} * interval '1 millisecond'` : sql`null`
  // Until then nobody takes it, as while somebody had it.
  await changeHeld(tx, hold, sql`state = 'queued', attempts = ${attempts}, lease_until = ${until}`, sql`true`)
}

/** Lets a run go on that waits, rests, is set aside, is about to wait, or is queued to; false where it has ended. */
export async function wakeRun(tx: Tx, runId: string): Promise<boolean> {
  const woken = tx.query(sql`
    update runs set state = case when state = 'waiting' then 'queued' else state end,
           wake = (state = 'running'),
           lease_until = case when state = 'queued' then null else lease_until end,
           attempts = case when state = 'waiting' then 0 else attempts end,
           errors = case when state = 'waiting' then 0 else errors end,
           not_before = null, rest = null, aside_at = null
     where tenant_id = ${tx.tenantId} and id = ${runId} and state in ('queued', 'waiting', 'running')
    returning id`)
  const [rows] = await Promise.all([woken, tx.notify(RUNS_CHANNEL, tx.tenantId)])
  return rows.length > 0
}

/**
 * Ends a run that hasn't begun, or was put back; false where a worker has it, where it waits or has ended, and where a
 * plan of it is being applied: what was begun must be seen through by whoever holds the run.
 */
export async function cancelRun(tx: Tx, runId: string): Promise<boolean> {
  // Held until the end of the transaction, so that no plan of the run begins to be applied meanwhile. The run first, as
  // its worker takes them.
  const [, applying] = await Promise.all([
    tx.query(sql`select from runs where tenant_id = ${tx.tenantId} and id = ${runId} for no key update`),
    tx.query<{ status: string }>(sql`
      select status from plans where tenant_id = ${tx.tenantId} and run_id = ${runId} order by round for no key update`),
  ])
  if (applying.some(({ status }) => status === 'applying')) return false
  const rows = await tx.query(sql`
    with cancelled as (
      update runs set state = 'cancelled', lease_until = null, finished_at = clock_timestamp()
       where tenant_id = ${tx.tenantId} and id = ${runId} and state = 'queued'
      returning id
    ), forgotten as (
      delete from checkpoints where tenant_id = ${tx.tenantId} and run_id in (select id from cancelled)
    )
    select id from cancelled`)
  await tx.notify(RUNS_CHANNEL, tx.tenantId)
  return rows.length > 0
}

/** The tenants that have a run which waits for somebody: where a sweep has to look for what waited too long. */
export async function tenantsWithWaitingRuns(database: Database): Promise<readonly TenantId[]> {
  const rows = await database.queue((tx) =>
    tx.query<{ tenantId: unknown }>(sql`
      with recursive found as (
        (select tenant_id from runs where state = 'waiting' order by tenant_id limit 1)
         union all
        select (select tenant_id from runs where state = 'waiting' and tenant_id > found.tenant_id
                 order by tenant_id limit 1)
          from found where found.tenant_id is not null)
      select tenant_id as "tenantId" from found where tenant_id is not null order by 1 limit 10000`),
  )
  return rows.map(({ tenantId }) => TenantId.parse(tenantId))
}

interface Changed {
  readonly state: string
}

/** Changes a run that this worker holds. `wakes`: whether workers are told to look; `"hasNext"` says if the thread has more. */
export async function changeHeld(tx: Tx, hold: Hold, change: SQL, wakes: SQL = sql`false`): Promise<Changed> {
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
           (select ${tellEverybody(RUNS_CHANNEL, tx.tenantId)} from seen where ${wakes})`)
  return row ?? { state: 'unknown' }
}

/** What a worker is told that writes for a run which it no longer holds: stop, somebody else goes on. */
export function leaseLost(runId: string): AppError {
  return new AppError('Another worker has taken this run over, or it was cancelled.', {
    code: 'lease-lost',
    details: { runId },
  })
}
