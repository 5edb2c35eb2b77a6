import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'

/** Until when a step with a lost outcome is retried, in ms since 1970: while the plan's approval counts, and for `keepTryingMs` at least. */
export function retryDeadlineMs(
  { tries }: Pick<EffectRecord, 'tries'>,
  { now, expiresAt }: Pick<PlanRecord, 'now' | 'expiresAt'>,
  keepTryingMs: number,
): number {
  return Math.max(Date.parse(tries[0]?.firstAt ?? now) + keepTryingMs, Date.parse(expiresAt ?? now))
}
