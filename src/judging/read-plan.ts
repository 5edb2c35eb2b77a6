import { isDeepStrictEqual } from 'node:util'
import { AppError } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { FoundPlan, readDecisionsNow, readPlan, selectPlan } from '#memory/plans/plans.ts'
import { passagesSince } from '#memory/documents/current-passages.ts'
import type { WokenPlan } from '#memory/runs/leases.ts'
import { readScopes, scopesOf } from '#memory/ledger/reservations.ts'
import { windowTotals, type LedgerScope } from '#memory/ledger/window-totals.ts'
import { judgedWindows } from './policies/shadow.ts'
import { rolesNowOf } from '#sealed-plan/approval/approval-status.ts'
import { intentFacts } from '#sealed-plan/plan-intent.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { CachedPlan, Circumstances, PlanAhead, PlanWithContext } from '#turn/plan-context.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { seeKillSwitches } from '#turn/lease/kill-switches.ts'
import type { Turn } from '#turn/turn.ts'
import { parseJournal } from '#sealed-plan/journal.ts'

/** Which plan, where it is to be found otherwise than by its id, and what else of the ledger is to be added up. */
interface PlanReading {
  readonly planId: string
  readonly read?: Promise<PlanRecord | null>
  readonly windows?: LedgerScope['windows']
}

/** Reads that, unless the node before has just read it. Throws `plan-missing`. */
export async function readPlanWithContext(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  planId: string,
): Promise<PlanWithContext> {
  const given = takeCachedPlan(turn, planId)
  if (given && 'context' in given) return given
  const ahead = turn.planAhead
  turn.planAhead = null
  if (ahead?.planId === planId && isOf(ahead, record)) return aheadInContext(turn, record, ahead)
  return services.database.batch(turn.tenantId, (tx) => planWithContext(tx, turn, record, { planId }))
}

// An operator may have put another agent in its place since, and whose plan it is its run says.
function isOf({ live, requester }: PlanAhead, record: TurnRecord): boolean {
  return live === record.live && requester === record.principal.id
}

function aheadInContext(turn: Turn, record: TurnRecord, { row, around, passages }: PlanAhead): PlanWithContext {
  const found = inContext(turn, record, FoundPlan.parse(row), around)
  return isDeepStrictEqual(found.plan.citations, passages.citations) ? { ...found, passages: passages.stored } : found
}

/** Reads the same before the turn of a run begins that was woken for it; null where its agent isn't there any more. */
export async function readPlanAhead(
  { agents }: Pick<Services, 'agents'>,
  tx: Tx,
  { id: planId, requester, agent, citations }: WokenPlan,
): Promise<PlanAhead | null> {
  const live = agents.get(agent)
  if (!live) return null
  const [row, around, stored] = await Promise.all([
    selectPlan(tx, planId),
    circumstances(tx, { live, requester }, { planId, windows: judgedWindows(live) }),
    passagesSince(tx, citations),
  ])
  return { planId, row, requester, live, around, passages: { citations, stored } }
}

/** The same within a transaction, after what it changes. */
export async function planWithContext(
  tx: Tx,
  turn: Turn,
  record: TurnRecord,
  { planId, read = readPlan(tx, planId), windows = judgedWindows(record.live) }: PlanReading,
): Promise<PlanWithContext> {
  const whose = { live: record.live, requester: record.principal.id }
  const [plan, around] = await Promise.all([read, circumstances(tx, whose, { planId, windows })])
  return inContext(turn, record, plan, around)
}

function inContext(
  turn: Turn,
  { live, principal, channel }: TurnRecord,
  plan: PlanRecord | null,
  { ledger, stops, scopes }: Circumstances,
): PlanWithContext {
  if (!plan) throw planGone()
  const context = {
    live,
    principal,
    channel,
    threadId: turn.threadId,
    ledger,
    intent: intentFacts(plan),
    now: plan.now,
    stops,
  }
  return { plan, journal: parseJournal(plan.journal), context, rolesNow: rolesNowOf(plan), scopes, passages: null }
}

/**
 * A plan that was read before as it stands now: who agreed to it and what they may, what the windows hold and what is stopped
 * are looked at anew. What they agreed to was verified, and its rows are nobody's word for it any more. Throws `plan-missing`.
 */
export async function lookAtPlanAgain(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  before: PlanWithContext,
): Promise<PlanWithContext> {
  const { id: planId } = before.plan
  const whose = { live: record.live, requester: record.principal.id }
  const [now, { ledger, stops, scopes }] = await services.database.batch(turn.tenantId, (tx) =>
    Promise.all([
      readDecisionsNow(tx, planId),
      circumstances(tx, whose, { planId, windows: judgedWindows(record.live) }),
    ]),
  )
  if (!now) throw planGone()
  return {
    ...before,
    plan: { ...before.plan, ...now },
    context: { ...before.context, ledger, stops, now: now.now },
    rolesNow: rolesNowOf(now),
    scopes,
  }
}

async function circumstances(
  tx: Tx,
  { live, requester }: { readonly live: AgentRuntime; readonly requester: string },
  { planId, windows }: Required<Pick<PlanReading, 'planId' | 'windows'>>,
): Promise<Circumstances> {
  const whose = { requester, agent: live.agent.name }
  const [scopes, ledger, stops] = await Promise.all([
    readScopes(tx, scopesOf(windows, whose)),
    windowTotals(tx, { ...whose, withoutPlan: planId, windows }),
    seeKillSwitches(tx),
  ])
  return { scopes, ledger, stops }
}

function planGone(): AppError {
  return new AppError('The plan of this turn is gone.', { code: 'plan-missing' })
}

/** The plan alone, for a node that judges nothing; null where it is gone. */
export async function readPlanOf(services: Services, turn: Turn, planId: string): Promise<PlanRecord | null> {
  const given = takeCachedPlan(turn, planId)
  return given ? given.plan : services.database.batch(turn.tenantId, (tx) => readPlan(tx, planId))
}

/**
 * Caches a plan, as it stands after what a node has just stored, for the next node of this claim. Nobody else changes a plan
 * that is being made or applied, and one that waits is looked at again by whoever is woken for it.
 */
export function cachePlan(turn: Turn, cached: CachedPlan): void {
  turn.cachedPlan = cached
}

/** What the node before cached, once; null where it cached nothing, or another plan. */
export function takeCachedPlan(turn: Turn, planId: string): CachedPlan | null {
  const cached = turn.cachedPlan
  turn.cachedPlan = null
  return cached?.plan.id === planId ? cached : null
}
