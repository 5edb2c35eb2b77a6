import type { EffectRecord, PlanRecord } from '#memory/plan-record.ts'

/** One step of a plan that is being applied. */
export interface Place {
  readonly plan: PlanRecord
  readonly effect: EffectRecord
  /** The steps before it, as they ended. */
  readonly done: readonly EffectRecord[]
}
