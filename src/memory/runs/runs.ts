import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Json } from '#core/json.ts'
import { PrincipalId, TenantId } from '#core/principal.ts'
import type { Database, Tx } from '../database/database.ts'
import { assertInSql, STEPS_OPEN } from '../database/driver/assert-in-sql.ts'
import { updateLeasedRun, RUNS_CHANNEL, notifyWorkers, type Lease, type WokenPlan } from './leases.ts'

export const RunState = z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'])
export type RunState = z.infer<typeof RunState>

/** Why a run failed, in words for the user. */
export const RunFailure = z.object({ code: z.string(), text: z.string() })
export type RunFailure = Readonly<z.infer<typeof RunFailure>>

export const Run = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  messageId: z.uuid(),
  /** Messages before its own that it answers too, the first first. */
  joined: z.array(z.uuid()).readonly(),
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

/** Reads a run of this tenant; null where there is none. */
export async function readRun(tx: Tx, runId: string): Promise<Run | null> {
  const [row] = await tx.query(sql`
    select id, thread_id as "threadId", message_id as "messageId", joined, agent, requester, state, fence, attempts, route,
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
  hold: Lease,
  { route, language, agentHash }: { readonly route: unknown; readonly language: string; readonly agentHash: string },
): Promise<void> {
  const routed = sql`route = ${JSON.stringify(route)}::jsonb, language = ${language}, agent_hash = ${agentHash}`
  await updateLeasedRun(tx, hold, routed)
}

/**
 * Ends a run, its hold on the thread and its checkpoint. `failure` goes with `failed`. Throws `lease-lost`, and
 * `steps-open` where nobody has said of each of its steps how it ended: such a run isn't over.
 */
export async function finishRun(
  tx: Tx,
  hold: Lease,
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
    updateLeasedRun(tx, hold, end, sql`"hasNext"`),
  ])
}

/**
 * Lets a run wait for a person, holding neither its thread nor a worker. Gives `queued` instead when `wakeRun` came
 * first. Throws `lease-lost`.
 */
export async function pauseRun(tx: Tx, hold: Lease): Promise<'waiting' | 'queued'> {
  const next = sql`case when wake then 'queued' else 'waiting' end`
  const pause = sql`state = ${next}, wake = false, attempts = 0, errors = 0, lease_until = null, outage = null`
  const { state } = await updateLeasedRun(tx, hold, pause, sql`"hasNext" or state = 'queued'`)
  return state === 'queued' ? 'queued' : 'waiting'
}

/**
 * Puts a run back for another attempt, before which it rests for `restMs`. One that was no fault of the run's isn't counted,
 * nor are those before it that are `excused`. Throws `lease-lost`.
 */
export async function giveBackRun(
  tx: Tx,
  hold: Lease,
  options: { readonly countAttempt: boolean; readonly restMs?: number; readonly excused?: number },
): Promise<void> {
  const { countAttempt, restMs = 0, excused = 0 } = options
  const attempts = countAttempt ? sql`attempts` : sql`greatest(0, attempts - 1 - ${excused}::int)`
  const until = restMs > 0 ? sql`now() + ${restMs} * interval '1 millisecond'` : sql`null`
  // Until then nobody takes it, as while somebody had it.
  await updateLeasedRun(tx, hold, sql`state = 'queued', attempts = ${attempts}, lease_until = ${until}`, sql`true`)
}

/**
 * Lets a run go on that waits, rests, is set aside, is about to wait, or is queued to; false where it has ended. `plan`:
 * what of it may begin now.
 */
export async function wakeRun(tx: Tx, runId: string, plan: WokenPlan | null = null): Promise<boolean> {
  const woken = tx.query(sql`
    update runs set state = case when state = 'waiting' then 'queued' else state end,
           wake = (state = 'running'),
           lease_until = case when state = 'queued' then null else lease_until end,
           attempts = case when state = 'waiting' then 0 else attempts end,
           errors = case when state = 'waiting' then 0 else errors end,
           not_before = null, rest = null, aside_at = null
     where tenant_id = ${tx.tenantId} and id = ${runId} and state in ('queued', 'waiting', 'running')
    returning id`)
  const [rows] = await Promise.all([woken, notifyWorkers(tx, runId, plan)])
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
