import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { anyOf } from '../database/driver/any-of.ts'
import { assertInSql, CONFLICT } from '../database/driver/assert-in-sql.ts'
import { allOf } from '../database/pagination.ts'
import { comesAfter } from './plan-order.ts'
import { DecisionsNow, EffectRecord, PlanRecord } from './plan-record.ts'
import { decisionsNow, effectsNow, plansWhere } from './plan-rows.ts'
import { shownTo, type ShownTo } from './plans-shown.ts'
import { splitCompensations } from './compensations.ts'

// Made once: making a schema takes longer than what it is then used for.
const FoundDecisions = DecisionsNow.nullable()
export const FoundPlan = PlanRecord.nullable()
const FoundEffects = z.array(EffectRecord).nullable()

/** A plan with its effects and decisions, or null. */
export async function readPlan(tx: Tx, planId: string): Promise<PlanRecord | null> {
  return FoundPlan.parse(await selectPlan(tx, planId))
}

/** The same, for `FoundPlan` to parse. */
export async function selectPlan(tx: Tx, planId: string): Promise<unknown> {
  return onePlan(tx, sql`p.id = ${planId}`)
}

/** Who has decided on a plan with what they may now, and the database's time; null where there is no such plan. */
export async function readDecisionsNow(tx: Tx, planId: string): Promise<DecisionsNow | null> {
  return FoundDecisions.parse(await decisionsNow(tx, planId))
}

/** A plan's steps as they stand; null where there is no such plan. */
export async function readEffectsNow(tx: Tx, planId: string): Promise<Pick<PlanRecord, 'effects' | 'undoings'> | null> {
  const found = FoundEffects.parse(await effectsNow(tx, planId))
  return found && splitCompensations(found)
}

/** The plan of a run's round, or null while there is none. */
export async function readPlanOfRun(tx: Tx, runId: string, round: number): Promise<PlanRecord | null> {
  return FoundPlan.parse(await onePlan(tx, sql`p.run_id = ${runId} and p.round = ${round}`))
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
 * Locks a waiting plan's row, and asserts that it is as it was read: `not-as-supposed` where it doesn't wait any more, its
 * time has come, it is another plan by now, or somebody has decided since.
 */
export async function assertUndecided(tx: Tx, plan: Pick<PlanRecord, 'id' | 'digest' | 'decisions'>): Promise<void> {
  const isWaiting = sql`exists (
    select from plans where tenant_id = ${tx.tenantId} and id = ${plan.id} and status = 'waiting'
       and digest = ${plan.digest} and (expires_at is null or expires_at > now()) for update)`
  const isUndecided = sql`(
    select count(*) from decisions where tenant_id = ${tx.tenantId} and plan_id = ${plan.id}) = ${plan.decisions.length}`
  // Two statements: the second sees what whoever held the row before has left.
  await Promise.all([
    tx.query(sql`select ${assertInSql(isWaiting, CONFLICT)}`),
    tx.query(sql`select ${assertInSql(isUndecided, CONFLICT)}`),
  ])
}

/** How many plans of a requester wait for a person. */
export async function countWaitingPlans(tx: Tx, requester: string): Promise<number> {
  const [row] = await tx.query<{ waiting: number }>(sql`select (${waitingOf(tx, requester)})::int as waiting`)
  return row?.waiting ?? 0
}

/** The newest plans of a requester that wait for a person, of one thread or of all. A row that is no plan any more is left out. */
export async function readWaitingPlans(
  tx: Tx,
  { requester, threadId }: { readonly requester: string; readonly threadId: string | null },
  limit: number,
): Promise<readonly PlanRecord[]> {
  const here =
    threadId &&
    sql`p.run_id = any(array(select r.id from runs r where r.tenant_id = ${tx.tenantId} and r.thread_id = ${threadId}))`
  const rows = await plansWhere(tx, allOf([sql`p.requester = ${requester}`, sql`p.status = 'waiting'`, here]), limit)
  return rows.flatMap((row) => PlanRecord.safeParse(row).data ?? [])
}

/** Asserts that one more plan of a requester may wait, else `not-as-supposed`. To be sent once their windows are held. */
export async function assertPendingLimit(tx: Tx, requester: string, atMost: number): Promise<void> {
  await tx.query(sql`select ${assertInSql(sql`(${waitingOf(tx, requester)}) < ${atMost}`, CONFLICT)}`)
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
 * Plans that their reader may see, in an order and after one of it. A row that is no plan any more fails whoever asks for it
 * by its id, and is left out here: one can't hide the others.
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

async function onePlan(tx: Tx, condition: SQL): Promise<unknown> {
  const [plan] = await plansWhere(tx, condition, 1)
  return plan ?? null
}
