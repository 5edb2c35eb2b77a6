/** How far a plan is. */
export const PLAN_STATUSES = [
  'making',
  'waiting',
  'applying',
  'done',
  'failed',
  'refused',
  'rejected',
  'expired',
  'stale',
  'unknown',
  'cancelled',
] as const
export type PlanStatus = (typeof PLAN_STATUSES)[number]

/** How far one of its effects is, as the ledger has it. */
export const EFFECT_STATES = [
  'planned',
  'dispatched',
  'succeeded',
  'failed',
  'unknown',
  'compensated',
  'cancelled',
] as const
export type EffectState = (typeof EFFECT_STATES)[number]
