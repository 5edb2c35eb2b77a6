import { AppError } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { readScopes, scopesOf } from '#memory/ledger/reservations.ts'
import { windowTotals, type LedgerScope } from '#memory/ledger/window-totals.ts'
import { judgedWindows } from './shadow.ts'
import { intentFacts } from '#plan/sealed/plan-intent.ts'
import type { CachedPlan, PlanWithContext } from '#turn/plan-context.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { seeStops } from '#turn/stops.ts'
import type { Turn } from '#turn/turn.ts'
import { parseJournal } from '#plan/sealed/journal.ts'

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
  return services.database.batch(turn.tenantId, (tx) => planWithContext(tx, turn, record, { planId }))
}

/** The same within a transaction, after what it changes. */
export async function planWithContext(
  tx: Tx,
  turn: Turn,
  { live, principal, channel }: TurnRecord,
  { planId, read = readPlan(tx, planId), windows = judgedWindows(live) }: PlanReading,
): Promise<PlanWithContext> {
  const whose = { requester: principal.id, agent: live.agent.name }
  const [scopes, plan, ledger, stops] = await Promise.all([
    readScopes(tx, scopesOf(windows, whose)),
    read,
    windowTotals(tx, { ...whose, withoutPlan: planId, windows }),
    seeStops(tx),
  ])
  if (!plan) throw new AppError('The plan of this turn is gone.', { code: 'plan-missing' })
  return {
    plan,
    journal: parseJournal(plan.journal),
    context: {
      live,
      principal,
      channel,
      threadId: turn.threadId,
      ledger,
      intent: intentFacts(plan),
      now: plan.now,
      stops,
    },
    rolesNow: new Map(plan.decisions.map(({ principalId, rolesNow }) => [principalId, rolesNow])),
    scopes,
  }
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
