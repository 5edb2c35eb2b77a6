import { z } from 'zod'

/** How far a plan is. */
export const PlanStatus = z.enum([
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
])
export type PlanStatus = z.infer<typeof PlanStatus>

/** How far one of its effects is, as the ledger has it. */
export const EffectState = z.enum(['planned', 'dispatched', 'succeeded', 'failed', 'unknown', 'cancelled'])
export type EffectState = z.infer<typeof EffectState>
