import type { PlanRecord } from '#memory/plans/plan-record.ts'

/** The age up to which a dry run isn't repeated before its plan is applied. */
const FRESH_MS = 5_000

/** Whether a plan's reads are fresh enough to begin by, or stale. */
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
