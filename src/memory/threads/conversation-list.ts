import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { allOf } from '../database/pagination.ts'
import { isOwnRow } from '../database/rows-allowed.ts'
import { Part } from './part.ts'

/** A conversation as its requester finds it in their list. */
export const OwnThread = z.object({
  id: z.uuid(),
  agent: z.string(),
  channel: z.string(),
  /** What they said first. */
  firstParts: z.array(Part).readonly(),
  isWorking: z.boolean(),
  /** Its runs that wait for something. */
  waitingRuns: z.array(z.uuid()).readonly(),
  /** The newest plan of it that has steps. */
  planId: z.uuid().nullable(),
  /** Null where it isn't passed on; `name`: of the person who has it. */
  person: z.object({ name: z.string().nullable() }).nullable(),
  /** Answers that were on no screen of theirs yet. */
  unread: z.int(),
  createdAt: z.date(),
  lastMessageAt: z.date(),
})
export type OwnThread = Readonly<z.infer<typeof OwnThread>>

export interface OwnThreadFilter {
  readonly reader: Principal
  readonly agent: string | null
  /** Each of them stands somewhere in what was said. */
  readonly words: readonly string[]
  /** The last one of the page before. */
  readonly after: string | null
  readonly limit: number
}

/** The newest of somebody's conversations that are looked through: a program may have begun any number. */
const MOST = 1_000

/** Somebody's own conversations in which something was said, the one that was last spoken in first. */
export async function listOwnThreads(tx: Tx, filter: OwnThreadFilter): Promise<readonly OwnThread[]> {
  const { reader, agent, words, after, limit } = filter
  const condition = allOf([
    isOwnRow(reader, sql`t.requester`),
    sql`t.deleted_at is null`,
    agent && sql`t.agent = ${agent}`,
  ])
  const wanted = allOf([
    sql`spoken."lastMessageAt" is not null`,
    after && sql`(spoken."lastMessageAt", t.id) < (${lastOf(tx, after)}, ${after}::uuid)`,
    ...words.map((word) => says(word)),
  ])
  const rows = await tx.query(sql`
    select t.id, t.agent, t.channel, t.created_at as "createdAt", t."lastMessageAt", t."firstParts",
           coalesce(o."isWorking", false) as "isWorking", coalesce(o."waitingRuns", '{}') as "waitingRuns",
           (select p.id from plans p join runs r on r.tenant_id = p.tenant_id and r.id = p.run_id
             where r.tenant_id = ${tx.tenantId} and r.thread_id = t.id and p.status <> 'making'
               and exists (select from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id)
             order by p.created_at desc, p.id desc limit 1) as "planId",
           (select jsonb_build_object('name', w.name)
              from hand_overs h left join principals w on w.tenant_id = h.tenant_id and w.id = h.taken_by
             where h.tenant_id = ${tx.tenantId} and h.thread_id = t.id and h.closed_at is null limit 1) as person,
           (select count(*) from events e
             where e.tenant_id = ${tx.tenantId} and e.thread_id = t.id and e.seq > t.read_seq
               and e.type in ('message-completed', 'person-answered'))::int as unread
      from (select t.*, spoken.*
              from (select * from threads t where t.tenant_id = ${tx.tenantId} and ${condition}
                     order by t.created_at desc, t.id desc limit ${MOST}) t
             cross join lateral (
               select max(m.created_at) as "lastMessageAt",
                      (array_agg(m.parts order by m.created_at, m.id) filter (where m.role = 'user'))[1] as "firstParts"
                 from messages m where m.tenant_id = ${tx.tenantId} and m.thread_id = t.id) spoken
             where spoken."firstParts" is not null and ${wanted}
             order by spoken."lastMessageAt" desc, t.id desc limit ${limit}) t
      cross join lateral (
        select bool_or(r.state <> 'waiting') as "isWorking",
               array_agg(r.id) filter (where r.state = 'waiting') as "waitingRuns"
          from runs r
         where r.tenant_id = ${tx.tenantId} and r.thread_id = t.id and r.state in ('queued', 'running', 'waiting')) o
     order by t."lastMessageAt" desc, t.id desc`)
  return rows.map((row) => OwnThread.parse(row))
}

function lastOf(tx: Tx, threadId: string): SQL {
  return sql`(select max(l.created_at) from messages l where l.tenant_id = ${tx.tenantId} and l.thread_id = ${threadId}::uuid)`
}

function says(word: string): SQL {
  const like = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql`exists (
    select from messages m cross join lateral jsonb_array_elements(m.parts) said (part)
     where m.tenant_id = t.tenant_id and m.thread_id = t.id and said.part ->> 'text' ilike ${like})`
}

/** Keeps how far its requester has read a thread; what was read stays read. */
export async function markRead(tx: Tx, threadId: string, seq: number): Promise<void> {
  await tx.query(sql`
    update threads set read_seq = least(${seq}::bigint, head_seq)
     where tenant_id = ${tx.tenantId} and id = ${threadId} and read_seq < least(${seq}::bigint, head_seq)`)
}

/** Whether it is a conversation of a service outside, which keeps it as well. */
export async function isOutside(tx: Tx, threadId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    select from outside_threads where tenant_id = ${tx.tenantId} and thread_id = ${threadId} limit 1`)
  return rows.length > 0
}

/** The runs of a thread that haven't ended. */
export async function listOpenRuns(tx: Tx, threadId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(sql`
    select id from runs
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and state in ('queued', 'running', 'waiting')
     order by id`)
  return rows.map(({ id }) => id)
}

/**
 * Takes a thread out of everybody's sight and erases what was said in it, for ever, but for what led to a plan with steps:
 * that belongs to the plan's evidence. Gives how many such plans there are.
 */
export async function deleteThread(tx: Tx, threadId: string): Promise<number> {
  await tx.query(sql`
    update threads set deleted_at = clock_timestamp()
     where tenant_id = ${tx.tenantId} and id = ${threadId} and deleted_at is null`)
  await tx.query(sql`delete from conversations where tenant_id = ${tx.tenantId} and thread_id = ${threadId}`)
  const isLoose = (run: SQL, message: SQL): SQL => sql`not exists (
    select from runs k
     where k.tenant_id = ${tx.tenantId} and k.thread_id = ${threadId}
       and (k.id = ${run} or ${message} = any(k.joined))
       and (k.route #>> '{planCall,runId}' is not null or ${hasSteps(tx, sql`k.id`)}))`
  await tx.query(sql`
    update messages m set parts = '[]'
     where m.tenant_id = ${tx.tenantId} and m.thread_id = ${threadId} and ${isLoose(sql`m.run_id`, sql`m.id`)}`)
  await tx.query(sql`
    update events e set disclosed = '{}'
     where e.tenant_id = ${tx.tenantId} and e.thread_id = ${threadId} and e.disclosed <> '{}'
       and ${isLoose(sql`e.run_id`, sql`(e.body ->> 'messageId')::uuid`)}`)
  await tx.query(sql`
    update runs r set route = null
     where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId} and r.state in ('done', 'failed', 'cancelled')
       and r.route #>> '{planCall,runId}' is null and not ${hasSteps(tx, sql`r.id`)}`)
  const [row] = await tx.query<{ count: number }>(sql`
    select count(*)::int as count from plans p join runs r on r.tenant_id = p.tenant_id and r.id = p.run_id
     where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId}
       and exists (select from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id)`)
  return row?.count ?? 0
}

function hasSteps(tx: Tx, runId: SQL): SQL {
  return sql`exists (
    select from plans p join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
     where p.tenant_id = ${tx.tenantId} and p.run_id = ${runId})`
}
