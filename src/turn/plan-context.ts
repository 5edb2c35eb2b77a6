import type { Principal } from '#core/principal.ts'
import type { IntentFacts } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { WindowScopes } from '#memory/ledger/reservations.ts'
import type { LedgerWindows } from '#memory/ledger/window-totals.ts'
import type { JournalEntry } from '#plan/contract.ts'
import type { AgentRuntime } from './agent-runtime.ts'
import type { StopsSeen } from './stops.ts'

/** What a plan is judged in, beside its own steps. */
export interface JudgingContext {
  readonly live: AgentRuntime
  readonly principal: Principal
  readonly threadId: string
  readonly channel: string
  readonly ledger: LedgerWindows
  /** What the plan's requester is taken to have asked for. */
  readonly intent: IntentFacts
  /** The database's time, ISO 8601. */
  readonly now: string
  /** What an operator has stopped. */
  readonly stops: StopsSeen
}

/** A plan with all that judging it needs, as of one moment. */
export interface PlanWithContext {
  readonly plan: PlanRecord
  readonly journal: readonly JournalEntry[]
  readonly context: JudgingContext
  /** The roles that whoever decided on it holds now. */
  readonly rolesNow: ReadonlyMap<string, readonly string[]>
  /** Whose windows were added up, as they were just before. */
  readonly scopes: WindowScopes
}

/** A plan as a node has just stored it, for the next node: with its context where that is judged or applied by it. */
export type CachedPlan = PlanWithContext | { readonly plan: PlanRecord }
