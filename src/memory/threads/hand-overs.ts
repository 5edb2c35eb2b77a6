import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { assertInSql, CONFLICT } from '../database/driver/assert-in-sql.ts'
import { Part } from './part.ts'
import { handOverRows } from '../database/rows-allowed.ts'
import { textArray } from '../database/driver/text-array.ts'

const Person = z.object({ id: z.string(), name: z.string() })

/** How pressing one is, the most pressing first. */
export const PRIORITIES = ['high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** A hand-over of a conversation to a person (human in the loop). Open until it is closed; taken by one person at a time. */
export const HandOver = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  runId: z.uuid(),
  agent: z.string(),
  /** For whom it is. */
  role: z.string(),
  /** Its requester asked for a person, or answers of ours didn't help. */
  because: z.enum(['asked', 'unhelpful']),
  requester: Person,
  /** The message that it was passed on with. */
  parts: z.array(Part).readonly(),
  /** Of the run that caused it; null where it wasn't known. */
  language: z.string().nullable(),
  priority: z.enum(PRIORITIES),
  /** The one of its role to whom it was handed on; anybody who holds the role may take it all the same. */
  meantFor: Person.nullable(),
  handedOnBy: Person.nullable(),
  handedOnAt: z.date().nullable(),
  handedOnNote: z.string().nullable(),
  takenBy: Person.nullable(),
  takenAt: z.date().nullable(),
  /** What came of it, by a word of its agent's; null where nobody was asked. */
  outcome: z.string().nullable(),
  outcomeNote: z.string().nullable(),
  closedBy: Person.nullable(),
  closedAt: z.date().nullable(),
  createdAt: z.date(),
})
export type HandOver = Readonly<z.infer<typeof HandOver>>

export interface NewHandOver extends Pick<HandOver, 'id' | 'threadId' | 'runId' | 'role' | 'because'> {
  readonly agent: string
  readonly requester: string
}

/**
 * Hands a conversation over. One that is handed over already stays as it is; so does a run's own, the second time. Where
 * something of it failed half way, or nobody knows whether it was done, it is pressing.
 */
export async function openHandOver(tx: Tx, made: NewHandOver): Promise<void> {
  const { id, threadId, runId, agent, requester, role, because } = made
  await tx.query(sql`
    insert into hand_overs (tenant_id, id, thread_id, run_id, agent, requester, role, because, priority)
    values (${tx.tenantId}, ${id}, ${threadId}, ${runId}, ${agent}, ${requester}, ${role}, ${because},
            case when exists (select from plans where tenant_id = ${tx.tenantId} and thread_id = ${threadId}
                                                  and status in ('failed', 'unknown'))
                 then 'high' else 'normal' end)
        on conflict do nothing`)
}

/** Takes a hand-over for one person; idempotent. False where it is closed, or another person has taken it. */
export async function takeHandOver(tx: Tx, id: string, by: string): Promise<boolean> {
  return changes(tx, id, {
    set: sql`taken_by = ${by}, taken_at = coalesce(taken_at, clock_timestamp())`,
    where: sql`closed_at is null and (taken_by is null or taken_by = ${by})`,
  })
}

/** Releases a hand-over for others to take. False where it isn't this person's any more. */
export async function releaseHandOver(tx: Tx, id: string, takenBy: string): Promise<boolean> {
  return changes(tx, id, {
    set: sql`taken_by = null, taken_at = null`,
    where: sql`closed_at is null and taken_by = ${takenBy}`,
  })
}

/** Says how pressing it is. False where it is closed. */
export async function setPriority(tx: Tx, id: string, priority: Priority): Promise<boolean> {
  return changes(tx, id, { set: sql`priority = ${priority}`, where: sql`closed_at is null` })
}

/** Where one is handed on to, and with which words. */
export interface HandedOn {
  readonly by: string
  readonly role: string
  /** Somebody who holds the role; null for whoever of it comes first. */
  readonly person: string | null
  readonly note: string | null
}

/** Hands it on: it waits again, for that role. False where it is closed, or who has it isn't who is supposed. */
export async function handOn(tx: Tx, id: string, takenBy: string | null, to: HandedOn): Promise<boolean> {
  return changes(tx, id, {
    set: sql`role = ${to.role}, meant_for = ${to.person}, taken_by = null, taken_at = null,
             handed_on_by = ${to.by}, handed_on_at = clock_timestamp(), handed_on_note = ${to.note}`,
    where: sql`closed_at is null and taken_by is not distinct from ${takenBy}::text`,
  })
}

/** Ends it: the agent goes on by itself. False where that was done, or where who has it isn't who is supposed. */
export async function closeHandOver(
  tx: Tx,
  id: string,
  { by, takenBy, outcome = null, outcomeNote = null }: Ended,
): Promise<boolean> {
  return changes(tx, id, {
    set: sql`closed_by = ${by}, closed_at = clock_timestamp(),
             outcome = ${outcome}, outcome_note = ${outcomeNote}`,
    where: sql`closed_at is null and taken_by is not distinct from ${takenBy}::text`,
  })
}

interface Ended extends Partial<Pick<HandOver, 'outcome' | 'outcomeNote'>> {
  readonly by: string
  readonly takenBy: string | null
}

/** The same for its requester while nobody has taken it. Throws `not-as-supposed` where somebody has, or it is closed. */
export async function giveUpHandOver(tx: Tx, id: string, by: string): Promise<void> {
  await tx.query(sql`
    with closed as (
      update hand_overs set closed_by = ${by}, closed_at = clock_timestamp()
       where tenant_id = ${tx.tenantId} and id = ${id} and closed_at is null and taken_by is null
      returning id)
    select ${assertInSql(sql`exists (select from closed)`, CONFLICT)}`)
}

async function changes(
  tx: Tx,
  id: string,
  { set, where }: { readonly set: SQL; readonly where: SQL },
): Promise<boolean> {
  const rows = await tx.query(sql`
    update hand_overs set ${set} where tenant_id = ${tx.tenantId} and id = ${id} and ${where} returning id`)
  return rows.length > 0
}

export interface HandOverFilter {
  /** Who reads the list: nothing is in it that they may not see. */
  readonly reader: Principal
  readonly status: 'open' | 'taken' | 'closed' | null
  readonly limit: number
}

/** Those that are open or taken, the most pressing first and of those who waits longest; or those that were closed, the last first. */
export async function listHandOvers(tx: Tx, { reader, status, limit }: HandOverFilter): Promise<readonly HandOver[]> {
  const state = {
    open: sql`h.closed_at is null and h.taken_by is null`,
    taken: sql`h.closed_at is null and h.taken_by is not null`,
    closed: sql`h.closed_at is not null`,
  }
  const order =
    status === 'closed'
      ? sql`h.closed_at desc, h.id`
      : sql`array_position(${textArray(PRIORITIES)}, h.priority), h.created_at, h.id`
  return select(
    tx,
    sql`${status === null ? sql`h.closed_at is null` : state[status]} and ${handOverRows(reader)}`,
    sql`order by ${order} limit ${limit}`,
  )
}

/** One of them; null where there is none. Whose it is, the caller compares. */
export async function readHandOver(tx: Tx, id: string): Promise<HandOver | null> {
  return (await select(tx, sql`h.id = ${id}`, sql`limit 1`))[0] ?? null
}

/** The one that is open for a thread; null where none is. */
export async function readOpenHandOver(tx: Tx, threadId: string): Promise<HandOver | null> {
  return (await select(tx, sql`h.thread_id = ${threadId} and h.closed_at is null`, sql`limit 1`))[0] ?? null
}

/** The one that is open for a plan's thread; null where none is. */
export async function readHandOverOfPlan(tx: Tx, planId: string): Promise<HandOver | null> {
  const thread = sql`(select thread_id from plans where tenant_id = ${tx.tenantId} and id = ${planId})`
  return (await select(tx, sql`h.thread_id = ${thread} and h.closed_at is null`, sql`limit 1`))[0] ?? null
}

/** Whether a person has the conversation of a plan now, and hasn't said yes to the plan as it stands. */
export function isTakenBeside(tx: Tx, planId: string): SQL {
  return sql`exists (
    select from plans p join hand_overs h on h.tenant_id = p.tenant_id and h.thread_id = p.thread_id
     where p.tenant_id = ${tx.tenantId} and p.id = ${planId} and h.closed_at is null and h.taken_by is not null
       and not exists (select from decisions d
                        where d.tenant_id = p.tenant_id and d.plan_id = p.id and d.principal_id = h.taken_by
                          and d.decision = 'approve' and d.digest = p.digest))`
}

/** The same, as an answer. */
export async function readTakenBeside(tx: Tx, planId: string): Promise<boolean> {
  const [row] = await tx.query<{ isTaken: boolean }>(sql`select ${isTakenBeside(tx, planId)} as "isTaken"`)
  return row?.isTaken ?? false
}

async function select(tx: Tx, condition: SQL, rest: SQL): Promise<readonly HandOver[]> {
  const named = (id: SQL): SQL => sql`(
    select json_build_object('id', p.id, 'name', p.name) from principals p
     where p.tenant_id = h.tenant_id and p.id = ${id})`
  const rows = await tx.query(sql`
    select h.id, h.thread_id as "threadId", h.run_id as "runId", h.agent, h.role, h.because,
           ${named(sql`h.requester`)} as requester, m.parts, r.language, h.priority,
           ${named(sql`h.meant_for`)} as "meantFor", ${named(sql`h.handed_on_by`)} as "handedOnBy",
           h.handed_on_at as "handedOnAt", h.handed_on_note as "handedOnNote",
           h.outcome, h.outcome_note as "outcomeNote",
           ${named(sql`h.taken_by`)} as "takenBy", h.taken_at as "takenAt",
           ${named(sql`h.closed_by`)} as "closedBy", h.closed_at as "closedAt", h.created_at as "createdAt"
      from hand_overs h
      join runs r on r.tenant_id = h.tenant_id and r.id = h.run_id
      join messages m on m.tenant_id = r.tenant_id and m.id = r.message_id
     where h.tenant_id = ${tx.tenantId} and ${condition} ${rest}`)
  return rows.map((row) => HandOver.parse(row))
}

/** How many turns of a thread came to nothing, one after the other, right before this one and since it was last passed on. */
export async function countUnhelpful(
  tx: Tx,
  { threadId, runId }: { readonly threadId: string; readonly runId: string },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(sql`
    with before as (
      select id, unhelpful and not exists (select from hand_overs h
                                            where h.tenant_id = runs.tenant_id and h.run_id = runs.id) as counts
        from runs
       where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and id < ${runId} and state = 'done'
       order by id desc limit ${MOST_COUNTED})
    select count(*)::integer as count from before
     where counts and not exists (select from before later where later.id > before.id and not later.counts)`)
  return row?.count ?? 0
}

/** No agent's `handOver.after` is more. */
const MOST_COUNTED = 99

/** Writes down that a turn's answer didn't help; belongs in one transaction with its end, which fails where it is another worker's. */
export async function markUnhelpful(tx: Tx, runId: string): Promise<void> {
  await tx.query(sql`update runs set unhelpful = true where tenant_id = ${tx.tenantId} and id = ${runId}`)
}
