import { AppError } from '#core/errors.ts'
import type { Tx } from '#memory/database.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { readPlan } from '#memory/plans.ts'
import { readScopes, scopesOf, type WindowScopes } from '#memory/reservations.ts'
import { windowTotals, type LedgerScope } from '#memory/window-totals.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { judgedWindows } from './shadow.ts'
import { intentFacts } from '#plan/sealed/plan-intent.ts'
import type { RolesNow } from '#plan/sealed/still-approved.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { seeStops } from '#turn/stops.ts'
import type { Turn } from '#turn/turn.ts'
import type { JudgingContext } from './facts.ts'
import { parseJournal } from '#plan/sealed/journal.ts'

/** A plan with all that judging it needs, as of one moment. */
export interface PlanWithContext {
  readonly plan: PlanRecord
  readonly journal: readonly JournalEntry[]
  readonly around: JudgingContext
  /** The roles that whoever decided on it holds now. */
  readonly rolesNow: RolesNow
  /** Whose windows were added up, as they were just before. */
  readonly scopes: WindowScopes
}

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
  if (given && 'around' in given) return given
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
    around: {
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
 * Gives a plan, as it stands after what a node has just stored, to the next node of this claim. Nobody else changes a plan
 * that is being made or applied, and one that waits is looked at again by whoever is woken for it.
 */
export function cachePlan(turn: Turn, found: PlanWithContext | { readonly plan: PlanRecord }): void {
  handedOn.set(turn, found)
}

const handedOn = new WeakMap<Turn, PlanWithContext | { readonly plan: PlanRecord }>()

/** What the node before handed on, once; null where it handed on nothing, or another plan. */
export function takeCachedPlan(turn: Turn, planId: string): PlanWithContext | { readonly plan: PlanRecord } | null {
  const found = handedOn.get(turn)
  handedOn.delete(turn)
  return found?.plan.id === planId ? found : null
}
