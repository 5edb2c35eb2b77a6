import type { AcceptedWhere, DeclaredMoney, PrincipalAttribute } from '#agents/contract.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#plan-language/values/label.ts'
import type { LedgerWindow } from '#memory/ledger/ledger-window.ts'
import type { Principal } from '#core/principal.ts'
import type { Verdict } from '#core/verdict.ts'
import type { PlanExplanation } from './policy/explanation.ts'

/** What a policy set is compiled from: the files, and the tools that its schema is generated from. */
export interface PolicySources {
  readonly agent: string
  readonly files: readonly PolicyText[]
  readonly tools: readonly PolicyTool[]
  /** The role asked where an effect hangs on untrusted sources; null refuses it. */
  readonly untrustedRole: string | null
  /** What playbooks say of the requester's own yes; null in rules from before intents were judged. */
  readonly procedures: Procedures | null
}

/** Playbooks by name, as far as the rules that are always there look at them. */
export interface Procedures {
  /** Whose requester says yes to each of their plans (`confirm:`). */
  readonly confirmed: readonly string[]
  /** Whose plans need no yes of their requester's, however they were recognised (`inferred: 'allowed'`). */
  readonly inferred: readonly string[]
}

export interface PolicyText {
  readonly path: string
  readonly text: string
  /** The tenant's own, over all agents: its rules on tools that this agent doesn't have are left out. */
  readonly overAllAgents?: boolean
}

/**
 * By what a read is of its requester's own: what of them must be known, and which roles it isn't checked for. Neither where
 * its server is told who they are, and decides itself.
 */
export interface OwnershipCheck {
  readonly is: readonly PrincipalAttribute[]
  readonly unless: readonly string[]
}

export interface PolicyTool {
  readonly tool: string
  readonly effect: 'read' | 'write'
  readonly argsSchema: JsonObject
  readonly resultSchema: JsonObject | null
  readonly later: readonly string[]
  /** Arguments that may hang on untrusted sources (`accepts:`). */
  readonly accepts: readonly string[]
  /** The same under a condition; not there where there is none. */
  readonly acceptsWhere?: readonly AcceptedWhere[] | undefined
  readonly money: Readonly<Record<string, DeclaredMoney>>
  /** Of a read, by what it is of its requester's own; not there where nothing says so. */
  readonly own?: OwnershipCheck | undefined
  /** Declared trusted result paths (`trust.trusted`), for handles on this tool's results. */
  readonly trusted: readonly string[]
}

/** Compiled and validated; `hash` is SHA-256 over everything that it was compiled from. */
export interface PolicySet {
  readonly hash: string
  /** All that it was compiled from: what `hash` is the SHA-256 of, as canonical JSON. */
  readonly source: JsonObject
  /** The windows over the ledger that any rule looks at: what nobody looks at needn't be added up. */
  readonly windows: ReadonlySet<LedgerWindow>
  /** Those that a rule about some read looks at. */
  readonly readWindows: PolicySet['windows']
  /** The tools that some rule permits, whatever else forbids them: no call of another is ever allowed. */
  readonly permitted: ReadonlySet<string>
  /**
   * Judges a call by itself: a read before it is made, or a write again with its real arguments. A write is part of a
   * plan: `within` gives all of its effects, of which `call` is the one at `index`, so that totals and handles are seen.
   */
  judgeCall(call: JudgedCall, facts: PlanFacts, within?: JudgedPlan): Verdict
  /** Judges every effect and the plan as a whole. The whole is the worst of all. */
  judgePlan(effects: readonly JudgedCall[], facts: PlanFacts): PlanVerdict
  /** Judges again and says why. Takes milliseconds: for whoever asks, not for a turn. */
  explainPlan(effects: readonly JudgedCall[], facts: PlanFacts): PlanExplanation
  /** All of them, as they stand. */
  readonly rules: readonly StandingRule[]
  /** The text of a rule by its `@id`; null where there is none. */
  textOf(id: string): string | null
  /**
   * Whether whoever asked may decide for a role that this verdict asks: `requester` always, another role only when every
   * rule that asks it says `@self("allowed")`. Not where a rule is no longer there.
   */
  requesterMayDecide(verdict: Verdict, role: string): boolean
  /** Whether whoever changed a plan may say yes to it for a role: only when every rule that asks it says `@editor("allowed")`. */
  editorMayDecide(verdict: Verdict, role: string): boolean
}

/** A rule as it stands, for whoever wants to read what is allowed. */
export interface StandingRule {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  /** Whom it asks, and how many of each; null: it is no question. */
  readonly asks: readonly { readonly role: string; readonly people: number }[] | null
  /** Whoever asked for the plan may answer it, too. */
  readonly self: boolean
  readonly reason: string | null
  /** The comment directly above it. */
  readonly note: string | null
  /** The tools that it is about; null: every one. */
  readonly tools: readonly string[] | null
  readonly isOfWholePlan: boolean
  readonly text: string
  /** Where it stands; null for a rule that is always there. */
  readonly at: { readonly file: string; readonly line: number } | null
}

export interface JudgedPlan {
  readonly effects: readonly JudgedCall[]
  readonly index: number
}

export interface JudgedCall {
  readonly tool: string
  /** May hold `$ref`s: the argument is then absent for Cedar, and must be declared `later`. */
  readonly args: JsonObject
  readonly labels: Labels
  readonly because: Label
}

export interface PlanVerdict {
  readonly plan: Verdict
  /** One for each effect, in order. */
  readonly effects: readonly Verdict[]
}

/** What stands around the calls, gathered by the caller. All of it is data; judging reads no clock and no database. */
export interface PlanFacts {
  readonly principal: Principal
  readonly channel: string
  readonly threadId: string
  /** ISO 8601. */
  readonly now: string
  readonly intent: IntentFacts
  /** The reads made so far in this plan, with whether each was of the principal's own (an owned read). */
  readonly reads: readonly { readonly tool: string; readonly result: Json }[]
  readonly trustedSources: ReadonlySet<string>
  /** What others hold or did in each window, without this plan. A window that isn't there is empty. */
  readonly ledger: Readonly<Partial<Record<LedgerWindow, WindowTotals>>>
}

/** What rules see of what the requester is taken to have asked for. */
export interface IntentFacts {
  /** Null where a model planned it. */
  readonly playbook: string | null
  /** All procedures that do something in it: the playbook, or each that a model's program called. */
  readonly procedures: readonly string[]
  /** As it was recognised: that they said yes to the plan is a decision, and no fact before it. */
  readonly basis: 'explicit' | 'inferred'
  readonly likeness: number | null
  /** Empty where nobody knows. */
  readonly language: string
  readonly author: string
  readonly doubts: readonly string[]
}

export interface WindowTotals {
  /** Effects in the window, per tool. */
  readonly counts: Readonly<Record<string, number>>
  /** Money in the window: `amounts['shop/refunds.create']['EUR']`, minor units. */
  readonly amounts: Readonly<Record<string, Readonly<Record<string, number>>>>
}
