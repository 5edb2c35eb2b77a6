import type { Json } from '#core/json.ts'
import type { Verdict } from '#core/verdict.ts'

/** Why a plan was judged as it was: for each effect, and for the plan as a whole, the rules that count. */
export interface PlanExplanation {
  /** The verdicts again, from the same rules and facts. */
  readonly verdict: Verdict
  readonly effects: readonly ExplainedVerdict[]
  readonly whole: ExplainedVerdict
}

export interface ExplainedVerdict {
  readonly verdict: Verdict
  /** Those that decided; where nothing permits it, the permits that might have, each with what kept it from doing so. */
  readonly rules: readonly ExplainedRule[]
}

export interface ExplainedRule {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  /** The roles that it asks; null: it is no question. */
  readonly asks: readonly string[] | null
  readonly reason: string | null
  /** Where it stands; null for a rule that is always there. */
  readonly at: { readonly file: string; readonly line: number } | null
  /** Whether its condition held; null where it couldn't be told, which refuses. */
  readonly holds: boolean | null
  /** The currency that every sum was in, where the plan moves several. */
  readonly currency: string | null
  /** The currency that every sum was in, in any case; empty where there is none. */
  readonly sumsIn: string
  /** The parts of its scope and condition that made it so. Empty where it has none. */
  readonly parts: readonly ExplainedPart[]
}

/** A part of a condition that has no `&&`, `||` or `!` at its top. */
export interface ExplainedPart {
  /** In Cedar: `context.args.amount > 5000`. */
  readonly text: string
  readonly holds: boolean | null
  /** What it looked at. `value` isn't there where there was nothing. */
  readonly values: readonly { readonly path: readonly string[]; readonly value?: Json }[]
  /** What it asks, for saying it in words; null where it is of no kind that has any. */
  readonly asks: PartReading | null
}

/** What a part of a condition asks of the attribute at `path`. */
export type PartReading =
  /** `context.args.amount > 5000`; a limit that was written first is turned round. */
  | {
      readonly kind: 'compared'
      readonly path: readonly string[]
      readonly by: '<' | '<=' | '>' | '>=' | '==' | '!='
      readonly with: PartOperand
    }
  /** `["record", "approver"].containsAll(context.origin.amount)`. */
  | { readonly kind: 'only'; readonly path: readonly string[]; readonly of: readonly string[] }
  /** `context.untrusted.isEmpty()`, `context.args has reason`, `context.args.express`. */
  | { readonly kind: 'empty' | 'given' | 'itself'; readonly path: readonly string[] }

export type PartOperand = { readonly path: readonly string[] } | { readonly value: Json }
