import type { Json } from '#core/json.ts'
import type { PlanStatus } from '#core/plan-status.ts'
import type { Verdict } from '#core/verdict.ts'

/** Why a plan was judged as it was, for one reader. */
export interface ExplanationView {
  readonly planId: string
  readonly status: PlanStatus
  readonly title: string
  readonly digest: string | null
  /** ISO 8601; null for a plan of which nothing but the verdict was kept. */
  readonly judgedAt: string | null
  /** Whether the rules that it was judged by are those of today, were replaced since, or aren't kept. */
  readonly rules: 'current' | 'replaced' | 'not-kept'
  /** Whether judging it again, by the same rules and facts, comes to the stored verdicts; null where that can't be done. */
  readonly agrees: boolean | null
  /** Whether this reader is shown conditions: whoever merely asked for a plan isn't told where the limits are. */
  readonly conditions: boolean
  /** The stored verdict on all of it. */
  readonly verdict: Verdict
  /** What the rules on the plan as a whole said; null where that isn't known. */
  readonly whole: ExplainedVerdictView | null
  readonly effects: readonly ExplainedEffectView[]
}

export interface ExplainedVerdictView {
  readonly verdict: Verdict
  /** The rules that decided or, where nothing permits it, the permits that might have. */
  readonly rules: readonly ExplainedRuleView[]
}

export interface ExplainedEffectView extends ExplainedVerdictView {
  readonly index: number
  readonly title: string
}

export interface ExplainedRuleView {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly asks: readonly string[] | null
  readonly reason: string | null
  /** Where it stood; null for one that is always there. */
  readonly at: { readonly file: string; readonly line: number } | null
  /** Whether it stands there today as it did then. */
  readonly today: 'same' | 'changed' | 'gone'
  /** Whether its condition held; null where it couldn't be told. */
  readonly holds: boolean | null
  readonly currency: string | null
  readonly parts: readonly ExplainedPartView[]
}

export interface ExplainedPartView {
  readonly text: string
  /** As it came out, in words: "amount is 129.00 EUR, more than 50.00 EUR"; null where there are none for it. */
  readonly words: string | null
  readonly holds: boolean | null
  readonly values: readonly ExplainedValueView[]
}

/** What a part looked at. `shown` is false where this reader may not see it; a value of null: there was none. */
export interface ExplainedValueView {
  readonly name: string
  readonly shown: boolean
  readonly value: Json
}
