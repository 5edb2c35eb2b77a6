import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { PrincipalId, type Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { allOf, pageCondition, type TimePage } from '../database/pagination.ts'
import { Outage } from './run-backoff.ts'
import { requestedRows } from '../database/rows-allowed.ts'
import { RunFailure, RunState } from './runs.ts'

/** A run as lists show it. `usage`: what it has asked of a model so far. */
export const ListedRun = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  messageId: z.uuid(),
  agent: z.string(),
  requester: PrincipalId,
  requesterName: z.string(),
  state: RunState,
  /** Between two tries: it goes on by itself then. */
  restsUntil: z.date().nullable(),
  /** What part of this server it rests for; null where it doesn't, or for a step. */
  outage: Outage.nullable(),
  failure: RunFailure.nullable(),
  /** The run that takes up what its message wants next, or whose plan its message decided. */
  next: z.uuid().nullable(),
  /** The words of its message that it takes up; null where it takes up all of them, or isn't routed yet. */
  words: z.string().nullable(),
  usage: z.object({ modelCalls: z.int(), inputTokens: z.int(), outputTokens: z.int() }),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
})
export type ListedRun = Readonly<z.infer<typeof ListedRun>>

export interface RunListFilter extends TimePage {
  /** Who reads the list: nothing is in it that they may not read. */
  readonly reader: Principal
  readonly threadId: string | null
  readonly requester: string | null
  readonly agent: string | null
  readonly state: RunState | null
  readonly limit: number
}

// Written out and no parameters, so that the index of what isn't done is known to serve.
const IN_STATE: Readonly<Record<RunState, SQL>> = {
  queued: sql`r.state = 'queued'`,
  running: sql`r.state = 'running'`,
  waiting: sql`r.state = 'waiting'`,
  done: sql`r.state = 'done'`,
  failed: sql`r.state = 'failed'`,
  cancelled: sql`r.state = 'cancelled'`,
}

/** Runs, newest first. */
export async function listRuns(tx: Tx, filter: RunListFilter): Promise<readonly ListedRun[]> {
  const { reader, threadId, requester, agent, state, limit } = filter
  const condition = allOf([
    requestedRows(reader, 'run.read', sql`r.requester`),
    threadId && sql`r.thread_id = ${threadId}`,
    requester && sql`r.requester = ${requester}`,
    agent && sql`r.agent = ${agent}`,
    state && IN_STATE[state],
    pageCondition(tx.tenantId, 'runs', sql`r`, filter),
  ])
  return select(tx, condition, limit)
}

/** One of them; null where there is none. Whose it is, the caller compares. */
export async function readListedRun(tx: Tx, runId: string): Promise<ListedRun | null> {
  return (await select(tx, sql`r.id = ${runId}`, 1))[0] ?? null
}

// The page first: what goes with each of its runs is read for these alone.
async function select(tx: Tx, condition: SQL, limit: number): Promise<readonly ListedRun[]> {
  const rows = await tx.query(sql`
    select r.id, r.thread_id as "threadId", r.message_id as "messageId", r.agent, r.requester,
           coalesce(w.name, r.requester) as "requesterName", r.state,
           r.not_before as "restsUntil", case when r.not_before is not null then r.outage end as outage, r.failure, r.created_at as "createdAt",
           r.finished_at as "finishedAt",
           coalesce(r.route #>> '{wishes,next}', case when r.route #>> '{planCall,do}' = 'decide' then r.route #>> '{planCall,runId}' end) as next,
           r.route #>> '{wishes,own,text}' as words,
           (select json_build_object('modelCalls', count(*), 'inputTokens', coalesce(sum(c.input_tokens), 0),
                                     'outputTokens', coalesce(sum(c.output_tokens), 0))
              from model_calls c where c.tenant_id = r.tenant_id and c.run_id = r.id) as usage
      from (select * from runs r where r.tenant_id = ${tx.tenantId} and ${condition}
             order by r.created_at desc, r.id desc limit ${limit}) r
      left join principals w on w.tenant_id = r.tenant_id and w.id = r.requester
     order by r.created_at desc, r.id desc`)
  return rows.map((row) => ListedRun.parse(row))
}
