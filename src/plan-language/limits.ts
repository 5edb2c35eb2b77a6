/** What one dry run may take. */
export interface PlanLimits {
  readonly wallMs: number
  readonly cpuMs: number
  readonly steps: number
  readonly memoryMb: number
  readonly reads: number
  readonly effects: number
  readonly resultBytes: number
  readonly sourceLength: number
}

/**
 * Where nothing else is said. Steps decide, for they are the same on every machine. The processor's time ends what they don't
 * count, with room for a machine that is slow or lent to others: 17,000 steps over 5,000 rows were seen to take 0.2 to 0.6 s.
 */
export const PLAN_LIMITS: PlanLimits = {
  wallMs: 30_000,
  cpuMs: 10_000,
  steps: 200_000,
  memoryMb: 32,
  reads: 50,
  effects: 20,
  resultBytes: 1_000_000,
  sourceLength: 20_000,
}
