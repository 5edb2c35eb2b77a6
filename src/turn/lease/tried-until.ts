import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'

/** Until when a step is tried on whose outcome was lost, in ms since 1970: as long as the plan's yes counts, and so long at least. */
export function triedUntilMs(
  { tries }: Pick<EffectRecord, 'tries'>,
  { now, expiresAt }: Pick<PlanRecord, 'now' | 'expiresAt'>,
  keepTryingMs: number,
): number {
  return Math.max(Date.parse(tries[0]?.firstAt ?? now) + keepTryingMs, Date.parse(expiresAt ?? now))
}
