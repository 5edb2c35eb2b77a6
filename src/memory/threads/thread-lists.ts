import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { reachOf } from '#auth/reach.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { allOf, pageCondition, type TimePage } from '../database/pagination.ts'
import { requestedRows } from '../database/rows-allowed.ts'
import { Thread } from './threads.ts'

/** A thread as lists show it: whether a run of it is queued or at work, and whether one waits. */
export const ListedThread = Thread.extend({
  requesterName: z.string(),
  isWorking: z.boolean(),
  isWaiting: z.boolean(),
  lastMessageAt: z.date().nullable(),
})
export type ListedThread = Readonly<z.infer<typeof ListedThread>>

export interface ThreadListFilter extends TimePage {
  /** Who reads the list: nothing is in it that they may not read. */
  readonly reader: Principal
  readonly requester: string | null
  readonly agent: string | null
  readonly status: 'idle' | 'working' | 'waiting' | null
  readonly limit: number
}

/** Threads, newest first. */
export async function listThreads(tx: Tx, filter: ThreadListFilter): Promise<readonly ListedThread[]> {
  const { reader, requester, agent, status, limit } = filter
  const whose = requester ?? (reachOf(reader, 'thread.read') === 'every' ? null : reader.id)
  const condition = allOf([
    requestedRows(reader, 'thread.read', sql`t.requester`),
    requester && sql`t.requester = ${requester}`,
    agent && sql`t.agent = ${agent}`,
    status && hasStatus(tx, status, whose),
    pageCondition(tx.tenantId, 'threads', sql`t`, filter),
  ])
  return select(tx, condition, limit)
}

/** One of them; null where there is none. Whose it is, the caller compares. */
export async function readListedThread(tx: Tx, threadId: string): Promise<ListedThread | null> {
  return (await select(tx, sql`t.id = ${threadId}`, 1))[0] ?? null
}

// What is under way is little beside what there is, so its threads are found by their runs, and first: whoever has none under
// way would have all of their threads gone through. Those of a thread are all of whoever it belongs to.
function hasStatus(tx: Tx, status: 'idle' | 'working' | 'waiting', requester: string | null): SQL {
  const withRuns = (states: SQL) => sql`
    select r.thread_id from runs r
     where r.tenant_id = ${tx.tenantId} and r.state in (${states})
       and ${allOf([requester && sql`r.requester = ${requester}`])}`
  const working = withRuns(sql`'queued', 'running'`)
  return {
    idle: sql`t.id not in (${withRuns(sql`'queued', 'running', 'waiting'`)})`,
    working: sql`t.id = any(array(${working}))`,
    waiting: sql`t.id = any(array(${withRuns(sql`'waiting'`)})) and t.id not in (${working})`,
  }[status]
}

// The page first: how its threads stand is looked up for these alone.
async function select(tx: Tx, condition: SQL, limit: number): Promise<readonly ListedThread[]> {
  const rows = await tx.query(sql`
    select t.id, t.agent, t.requester, coalesce(w.name, t.requester) as "requesterName", t.channel,
           t.created_at as "createdAt", coalesce(o."isWorking", false) as "isWorking",
           coalesce(o."isWaiting", false) as "isWaiting",
           (select max(m.created_at) from messages m
             where m.tenant_id = t.tenant_id and m.thread_id = t.id) as "lastMessageAt"
      from (select * from threads t where t.tenant_id = ${tx.tenantId} and t.deleted_at is null and ${condition}
             order by t.created_at desc, t.id desc limit ${limit}) t
      cross join lateral (
        select bool_or(r.state <> 'waiting') as "isWorking", bool_or(r.state = 'waiting') as "isWaiting"
          from runs r
         where r.tenant_id = t.tenant_id and r.thread_id = t.id and r.state in ('queued', 'running', 'waiting')) o
      left join principals w on w.tenant_id = t.tenant_id and w.id = t.requester
     order by t.created_at desc, t.id desc`)
  return rows.map((row) => ListedThread.parse(row))
}
