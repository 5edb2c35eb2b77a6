import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from './database.ts'
import { isUsable } from './keys.ts'
import { anyOf } from './database/any-of.ts'
import { insist, NOT_AS_SUPPOSED } from './database/insist.ts'
import { allOf } from './page-of.ts'
import { type PlanOrder } from '#core/plan-order.ts'
import { comesAfter, orderBy } from './plan-order.ts'
import { PlanRecord } from './plan-record.ts'
import { shownTo, type ShownTo } from './plans-shown.ts'

/** A plan with its effects and decisions, or null. */
export async function readPlan(tx: Tx, planId: string): Promise<PlanRecord | null> {
  return onePlan(tx, sql`p.id = ${planId}`)
}

/** The plan of a run's round, or null while there is none. */
export async function readPlanOfRun(tx: Tx, runId: string, round: number): Promise<PlanRecord | null> {
  return onePlan(tx, sql`p.run_id = ${runId} and p.round = ${round}`)
}

/** The plans of a run's rounds before one, the first first. */
export async function readPlansBeforeRound(tx: Tx, runId: string, round: number): Promise<readonly PlanRecord[]> {
  const rows = await plansWhere(tx, sql`p.run_id = ${runId} and p.round < ${round}`, Math.max(round, 1))
  return rows.map((row) => PlanRecord.parse(row)).sort((one, other) => one.round - other.round)
}

/** These plans, with their effects and decisions. A row that is no plan any more is left out. */
export async function readPlans(tx: Tx, planIds: readonly string[]): Promise<readonly PlanRecord[]> {
  const rows = await plansWhere(tx, sql`p.id = ${anyOf(planIds)}`, Math.max(planIds.length, 1))
  return rows.flatMap((row) => PlanRecord.safeParse(row).data ?? [])
}

/** A plan as `readPlan` gives it, holding its row until the transaction ends, so that of two decisions one comes first. */
export async function lockPlan(tx: Tx, planId: string): Promise<PlanRecord | null> {
  const lock = tx.query(sql`select id from plans where tenant_id = ${tx.tenantId} and id = ${planId} for update`)
  // Sent together, done in order: the second sees what whoever held the row before has left.
  const [, plan] = await Promise.all([lock, readPlan(tx, planId)])
  return plan
}

/**
 * Holds a waiting plan's row, and fails with `not-as-supposed` where it isn't as it was read: it doesn't wait any more, its
 * time has come, it is another plan by now, or somebody has decided since.
 */
export async function insistOnPlan(tx: Tx, plan: Pick<PlanRecord, 'id' | 'digest' | 'decisions'>): Promise<void> {
  const isWaiting = sql`exists (
    select from plans where tenant_id = ${tx.tenantId} and id = ${plan.id} and status = 'waiting'
       and digest = ${plan.digest} and (expires_at is null or expires_at > now()) for update)`
  const isUndecided = sql`(
    select count(*) from decisions where tenant_id = ${tx.tenantId} and plan_id = ${plan.id}) = ${plan.decisions.length}`
  // Two statements: the second sees what whoever held the row before has left.
  await Promise.all([
    tx.query(sql`select ${insist(isWaiting, NOT_AS_SUPPOSED)}`),
    tx.query(sql`select ${insist(isUndecided, NOT_AS_SUPPOSED)}`),
  ])
}

/** How many plans of a requester wait for a person. */
export async function countWaitingPlans(tx: Tx, requester: string): Promise<number> {
  const [row] = await tx.query<{ waiting: number }>(sql`select (${waitingOf(tx, requester)})::int as waiting`)
  return row?.waiting ?? 0
}

/** Fails with `not-as-supposed` where no more plan of a requester may wait. To be sent once their windows are held. */
export async function insistOnRoomToWait(tx: Tx, requester: string, atMost: number): Promise<void> {
  await tx.query(sql`select ${insist(sql`(${waitingOf(tx, requester)}) < ${atMost}`, NOT_AS_SUPPOSED)}`)
}

function waitingOf(tx: Tx, requester: string): SQL {
  return sql`select count(*) from plans
    where tenant_id = ${tx.tenantId} and requester = ${requester} and status = 'waiting'`
}

/** Which plans, who reads them, and which page of them. Null leaves nothing out. */
export interface PlanListFilter extends ShownTo {
  readonly agent: string | null
  readonly threadId: string | null
  readonly runId: string | null
  /** Whoever asked for it. */
  readonly askedBy: string | null
  /** Made then or later, and before. */
  readonly since: Date | null
  readonly until: Date | null
  readonly after: string | null
}

/**
 * Plans, in an order and after one of it. A requester sees their own; `everybodys` is for those who may read all. A row that is no plan any
 * more fails whoever asks for it by its id, and is left out here: one can't hide the others.
 */
export async function listPlans(
  tx: Tx,
  filter: PlanListFilter,
): Promise<{ readonly plans: readonly PlanRecord[]; readonly next: string | null }> {
  const rows = await plansWhere(tx, shownTo(tx.tenantId, wantedBy(tx, filter), filter), filter.limit, filter.order)
  const last = rows.length === filter.limit ? rows.at(-1) : undefined
  return {
    plans: rows.flatMap((row) => PlanRecord.safeParse(row).data ?? []),
    next: last === undefined ? null : z.object({ id: z.string() }).parse(last).id,
  }
}

// Each list is a statement of its own, so that it is read by the index of its order.
function wantedBy(tx: Tx, filter: PlanListFilter): SQL {
  return sql`${filter.status === null ? sql`true` : sql`p.status = ${filter.status}`}
        and ${filter.agent === null ? sql`true` : sql`p.agent = ${filter.agent}`}
        and ${allOf([
          // By its runs, which an index finds.
          filter.threadId &&
            sql`p.run_id in (select r.id from runs r where r.tenant_id = ${tx.tenantId} and r.thread_id = ${filter.threadId})`,
          filter.runId && sql`p.run_id = ${filter.runId}`,
          filter.askedBy && sql`p.requester = ${filter.askedBy}`,
          filter.since && sql`p.created_at >= ${filter.since.toISOString()}::timestamptz`,
          filter.until && sql`p.created_at < ${filter.until.toISOString()}::timestamptz`,
        ])}
        and ${comesAfter(tx.tenantId, filter.order, filter.after)}
`
}

async function onePlan(tx: Tx, condition: SQL): Promise<PlanRecord | null> {
  const [plan] = await plansWhere(tx, condition, 1)
  return plan === undefined ? null : PlanRecord.parse(plan)
}

/** Rows of plans, newest first unless said, each still to be parsed. `condition` is on `plans p`. */
export async function plansWhere(
  tx: Tx,
  condition: SQL,
  limit: number,
  order: PlanOrder = 'newest',
): Promise<readonly unknown[]> {
  const rows = await tx.query<{ plan: unknown }>(sql`
    select json_build_object(
             'id', p.id, 'threadId', p.thread_id, 'runId', p.run_id, 'round', p.round, 'requester', p.requester,
             'requesterName', coalesce(w.name, p.requester), 'agent', p.agent, 'agentHash', p.agent_hash,
             'author', p.author,
             'language', (select r.language from runs r where r.tenant_id = p.tenant_id and r.id = p.run_id),
             'playbook', p.playbook, 'program', p.program, 'literals', p.literals, 'slots', p.slots,
             'refs', p.refs, 'prompt', p.prompt, 'model', p.model, 'next', p.next,
             'nowMs', p.now_ms, 'generation', p.generation, 'status', p.status, 'said', p.said, 'failure', p.failure,
             'verdict', p.verdict, 'policyHash', p.policy_hash, 'digest', p.digest, 'seal', p.seal,
             'changes', coalesce(p.changes, '[]'::jsonb), 'edits', p.edits, 'citations', p.citations, 'intent', p.intent, 'dryRunEndedAt', ${iso(sql`p.dry_run_ended_at`)},
             'expiresAt', ${iso(sql`p.expires_at`)},
             'escalation', case when p.escalates_at is not null and p.escalates_to is not null
               then json_build_object('to', p.escalates_to, 'at', ${iso(sql`p.escalates_at`)}) end, 'risk', p.risk, 'createdAt', ${iso(sql`p.created_at`)}, 'now', ${iso(sql`now()`)},
             'journal', coalesce((
               select json_agg(j.entry order by j.index)
                 from plan_reads j
                where j.tenant_id = p.tenant_id and j.plan_id = p.id and j.generation = p.generation), '[]'::json),
             'effects', coalesce((
               select json_agg(json_build_object(
                        'index', e.index, 'tool', e.tool, 'args', e.args, 'labels', e.labels, 'because', e.because,
                        'paths', e.paths,
                        'verdict', e.verdict, 'state', e.state, 'definitionHash', e.definition_hash,
                        'idempotencyKey', e.idempotency_key, 'resolvedArgs', e.resolved_args, 'outcome', e.outcome,
                        'dispatchedAt', ${iso(sql`e.dispatched_at`)}, 'completedAt', ${iso(sql`e.completed_at`)}, 'undoes', e.undoes,
                        'tries', e.tries, 'triedAt', ${iso(sql`e.tried_at`)})
                      order by e.index)
                 from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id), '[]'::json),
             'decisions', coalesce((
               select json_agg(json_build_object(
                        'principalId', d.principal_id, 'principalName', dw.name, 'digest', d.digest,
                        'decision', d.decision, 'changes', d.changes, 'roles', d.roles, 'rolesNow', ${rolesNow(tx)}, 'authenticatedBy', d.authenticated_by, 'reason', d.reason, 'note', d.note,
                        'decidedAt', ${iso(sql`d.decided_at`)}, 'shownAt', ${iso(sql`d.shown_at`)})
                      order by d.decided_at)
                 from decisions d
                 left join principals dw on dw.tenant_id = d.tenant_id and dw.id = d.principal_id
                where d.tenant_id = p.tenant_id and d.plan_id = p.id), '[]'::json),
             'rest', (
               select json_build_object('until', ${iso(sql`r.not_before`)}, 'code', r.rest ->> 'code',
                                        'index', (r.rest ->> 'index')::int)
                 from runs r
                where r.tenant_id = p.tenant_id and r.id = p.run_id and r.not_before is not null
                  and r.rest ->> 'planId' = p.id::text)) as plan
      from plans p
      left join principals w on w.tenant_id = p.tenant_id and w.id = p.requester
     where p.tenant_id = ${tx.tenantId} and ${condition}
     order by ${orderBy(order)} limit ${limit}`)
  return rows.map((row) => row.plan)
}

// A key is a service of its own: with it ends what it said. Whoever else than a person or a key decided holds nothing.
function rolesNow(tx: Tx): SQL {
  return sql`case
    when d.authenticated_by = 'session' or exists (
      select from api_keys k
       where k.tenant_id = ${tx.tenantId} and k.principal_id = d.principal_id and ${isUsable(sql`k`)}
         and 'decide' = any(k.scopes))
    then coalesce(dw.roles, '{}') else '{}' end`
}

// Text in one form on both databases and in any time zone.
function iso(time: SQL): SQL {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
