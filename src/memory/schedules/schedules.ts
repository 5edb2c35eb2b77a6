import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Tx } from '../database/database.ts'

/** A schedule of an agent's folder, by name. */
export interface ScheduleKey {
  readonly agent: string
  readonly name: string
}

const Looked = z.object({ lookedUntil: z.date(), now: z.date() })
/** Until when somebody looked, and the database's time now. */
export type Looked = Readonly<z.infer<typeof Looked>>

/**
 * Until when somebody has looked what is due by a schedule. One that is new, or has another rule, begins now: what it would
 * have missed is nothing.
 */
export async function lookedUntil(tx: Tx, { agent, name }: ScheduleKey, rule: string): Promise<Looked> {
  const [row] = await tx.query(sql`
    with kept as (
      insert into schedules (tenant_id, agent, name, rule) values (${tx.tenantId}, ${agent}, ${name}, ${rule})
          on conflict (tenant_id, agent, name) do update set rule = excluded.rule, looked_until = clock_timestamp()
       where schedules.rule <> excluded.rule
      returning looked_until)
    select looked_until as "lookedUntil", clock_timestamp() as now
      from (select looked_until from kept
             union all
            select looked_until from schedules
             where tenant_id = ${tx.tenantId} and agent = ${agent} and name = ${name} and not exists (select from kept)) one`)
  return Looked.parse(row)
}

/** A time that was due. */
export interface DueTime {
  readonly dueAt: Date
  readonly state: 'due' | 'skipped'
}

/** Keeps times that were due, each once whoever keeps it first, and that somebody has looked up to `until`. */
export async function keepTimes(
  tx: Tx,
  { agent, name }: ScheduleKey,
  { times, until }: { readonly times: readonly DueTime[]; readonly until: Date },
): Promise<void> {
  await tx.query(sql`
    insert into schedule_times (tenant_id, agent, name, due_at, state, settled_at)
    select ${tx.tenantId}, ${agent}, ${name}, due.at, due.state, case when due.state = 'skipped' then clock_timestamp() end
      from unnest(${sql.param(times.map(({ dueAt }) => dueAt.toISOString()))}::timestamptz[],
                  ${sql.param(times.map(({ state }) => state))}::text[]) as due (at, state)
        on conflict (tenant_id, agent, name, due_at) do nothing`)
  await tx.query(sql`
    update schedules set looked_until = ${until.toISOString()}::timestamptz
     where tenant_id = ${tx.tenantId} and agent = ${agent} and name = ${name}
       and looked_until < ${until.toISOString()}::timestamptz`)
}

/** Has a schedule begin now, whatever its rule says. Its time is the database's. */
export async function askForTime(tx: Tx, { agent, name }: ScheduleKey, askedBy: string): Promise<Date> {
  const [row] = await tx.query(sql`
    insert into schedule_times (tenant_id, agent, name, due_at, state, asked_by)
    values (${tx.tenantId}, ${agent}, ${name}, date_trunc('milliseconds', clock_timestamp()), 'due', ${askedBy})
    returning due_at as "dueAt"`)
  return z.object({ dueAt: z.date() }).parse(row).dueAt
}

const WaitingTime = z.object({ agent: z.string(), name: z.string(), dueAt: z.date() })
/** A time that is due and hasn't been begun. */
export type WaitingTime = Readonly<z.infer<typeof WaitingTime>>

/** What is due, the earliest first. */
export async function waitingTimes(tx: Tx, atMost: number): Promise<readonly WaitingTime[]> {
  const rows = await tx.query(sql`
    select agent, name, due_at as "dueAt" from schedule_times
     where tenant_id = ${tx.tenantId} and state = 'due' order by due_at, agent, name limit ${atMost}`)
  return rows.map((row) => WaitingTime.parse(row))
}

/** What came of a time: the thread that it began, or the code of what was in its way. The first to say it is believed. */
export async function settleTime(
  tx: Tx,
  { agent, name, dueAt }: WaitingTime,
  outcome: { readonly threadId: string } | { readonly error: string },
): Promise<void> {
  const [state, threadId, error] =
    'error' in outcome ? (['failed', null, outcome.error] as const) : (['begun', outcome.threadId, null] as const)
  await tx.query(sql`
    update schedule_times set state = ${state}, thread_id = ${threadId}::uuid, error = ${error}, settled_at = clock_timestamp()
     where tenant_id = ${tx.tenantId} and agent = ${agent} and name = ${name}
       and due_at = ${dueAt.toISOString()}::timestamptz and state = 'due'`)
}

const LastTime = WaitingTime.extend({
  state: z.enum(['due', 'begun', 'skipped', 'failed']),
  askedBy: z.string().nullable(),
  threadId: z.uuid().nullable(),
  error: z.string().nullable(),
  run: z.string().nullable(),
  plans: z.array(z.object({ id: z.uuid(), status: z.string() })).readonly(),
})
/** The last time of a schedule, with the last run of its thread and that thread's plans. */
export type LastTime = Readonly<z.infer<typeof LastTime>>

/** The last time of each schedule, skipped ones aside where there is another. */
export async function lastTimes(tx: Tx): Promise<readonly LastTime[]> {
  const rows = await tx.query(sql`
    select s.agent, s.name, t.due_at as "dueAt", t.state, t.asked_by as "askedBy", t.thread_id as "threadId", t.error,
           (select r.state from runs r where r.tenant_id = t.tenant_id and r.thread_id = t.thread_id
             order by r.created_at desc, r.id desc limit 1) as run,
           coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'status', p.status) order by p.id)
                       from plans p where p.tenant_id = t.tenant_id and p.thread_id = t.thread_id), '[]') as plans
      from schedules s,
           lateral (select * from schedule_times one
                     where one.tenant_id = s.tenant_id and one.agent = s.agent and one.name = s.name
                     order by one.state = 'skipped', one.due_at desc limit 1) t
     where s.tenant_id = ${tx.tenantId} order by s.agent, s.name limit 500`)
  return rows.map((row) => LastTime.parse(row))
}

/** The threads that a schedule began at these times. Throws `schedule-time-missing`. */
export async function threadOfTime(tx: Tx, { agent, name, dueAt }: WaitingTime): Promise<LastTime['threadId']> {
  const [row] = await tx.query(sql`
    select thread_id as "threadId" from schedule_times
     where tenant_id = ${tx.tenantId} and agent = ${agent} and name = ${name} and due_at = ${dueAt.toISOString()}::timestamptz`)
  if (row === undefined) throw new AppError('A time of a schedule is gone.', { code: 'schedule-time-missing' })
  return z.object({ threadId: z.uuid().nullable() }).parse(row).threadId
}
