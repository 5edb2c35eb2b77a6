import type { Json, JsonObject } from '#core/json.ts'
import type { StandingEdit } from '#core/plan-edit.ts'
import type { PlanStatus } from '#core/plan-status.ts'

/** What a stored plan's program does when it is run again over its journal: nothing is read, nothing is done. */
export interface ReplayView {
  readonly planId: string
  readonly status: PlanStatus
  /** The reads in the order in which they were asked for, then what was staged. */
  readonly steps: readonly ReplayStep[]
  /** What people changed of what the program staged, before it was judged as it is. */
  readonly edits: readonly StandingEdit[]
  readonly said: string | null
  readonly failure: { readonly kind: string; readonly message: string; readonly at: ReplayPlace | null } | null
  /** The stored one; null where the plan was never sealed. */
  readonly digest: string | null
  /** Computed from what was staged now; null where it can't be. */
  readonly digestAgain: string | null
  /** What isn't as it was: `journal`, `effects`, `said`, `failure`, or a field of what was sealed: `seal.tools`. */
  readonly differs: readonly string[]
}

/** Where in the program: 1-based line, 0-based column. */
interface ReplayPlace {
  readonly line: number
  readonly column: number
}

export type ReplayStep = {
  readonly index: number
  readonly tool: string
  readonly title: string
  readonly args: JsonObject
  readonly at: ReplayPlace
} & (
  | {
      readonly type: 'read'
      readonly answer: { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly code: string }
    }
  | { readonly type: 'write' }
)
