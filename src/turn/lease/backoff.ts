const FIRST_PAUSE_MS = 200
/** The longest pause: half of what it has been tried for, so that an outage grows by half at most, but within these. */
const LONGEST_AT_FIRST_MS = 1_000
const LONGEST_MS = 300_000

/** Attempts in a row, and the time from the first to the last in ms. */
export interface Attempts {
  readonly times: number
  readonly forMs: number
}

/**
 * Exponential backoff with jitter: the pause before the next attempt, in ms. `random`: from 0 to 1.
 */
export function backoffMs({ times, forMs }: Attempts, random: number, longestMs = LONGEST_MS): number {
  const longest = Math.min(longestMs, Math.max(LONGEST_AT_FIRST_MS, forMs / 2))
  const growing = FIRST_PAUSE_MS * 2 ** Math.min(times, 20)
  return Math.min(longest, growing) * (0.5 + random / 2)
}
