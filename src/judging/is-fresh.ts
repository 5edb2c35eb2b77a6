import type { PlanRecord } from '#memory/plans/plan-record.ts'

/** A dry run this young needs no second one before its plan is applied. */
const FRESH_MS = 5_000

/** Whether what a plan read is young enough to begin by. */
export function isFresh({
  dryRunEndedAt,
  allowed,
  createdAt,
  now,
}: Pick<PlanRecord, 'dryRunEndedAt' | 'allowed' | 'createdAt' | 'now'>): boolean {
  if (dryRunEndedAt === null) return false
  // What was read before people were asked about reads is as old as that.
  const readAt = allowed.length === 0 ? dryRunEndedAt : createdAt
  return Date.parse(now) - Date.parse(readAt) < FRESH_MS
}
