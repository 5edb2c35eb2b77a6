import type { EffectRecord } from '#memory/plans/plan-record.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'

/** One step of a plan that is being applied. */
export interface StepContext {
  /** The plan as it stood when this worker came to apply it. */
  readonly found: PlanWithContext
  readonly effect: EffectRecord
  /** The steps before it, as they ended. */
  readonly done: readonly EffectRecord[]
}
