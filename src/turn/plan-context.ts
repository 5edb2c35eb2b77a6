import type { Principal } from '#core/principal.ts'
import type { IntentFacts } from '#guardrails/contract.ts'
import type { PlanCitation } from '#core/plan-citation.ts'
import type { KeptPassage } from '#memory/documents/current-passages.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { WindowScopes } from '#memory/ledger/reservations.ts'
import type { LedgerWindows } from '#memory/ledger/window-totals.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { AgentRuntime } from './agent-runtime.ts'
import type { KillSwitchesSeen } from './lease/kill-switches.ts'

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
  readonly stops: KillSwitchesSeen
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
  /** What stands where it cites; null where that wasn't read with it. */
  readonly passages: readonly KeptPassage[] | null
}

/** What a plan is judged in that others change. */
export interface Circumstances {
  /** What the windows hold without it. */
  readonly ledger: LedgerWindows
  /** As of which of their versions. */
  readonly scopes: WindowScopes
  readonly stops: KillSwitchesSeen
}

/** A plan that was read with the claim on its run. */
export interface PlanAhead {
  readonly planId: string
  /** For `FoundPlan` to parse: one that can't be read is a failed attempt. Null: it's gone. */
  readonly row: unknown
  /** Whose windows `around` holds, by the rules of which agent. */
  readonly requester: string
  readonly live: AgentRuntime
  readonly around: Circumstances
  /** What stands where these cite. */
  readonly passages: { readonly citations: readonly PlanCitation[]; readonly stored: readonly KeptPassage[] }
}

/** A plan as a node has just stored it, for the next node: with its context where that is judged or applied by it. */
export type CachedPlan = PlanWithContext | { readonly plan: PlanRecord }
