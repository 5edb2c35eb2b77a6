const FIRST_PAUSE_MS = 200
/** The longest pause: half of what it has been tried for, so that an outage grows by half at most, but within these. */
const LONGEST_AT_FIRST_MS = 1_000
const LONGEST_MS = 300_000

/** Tries in a row, from the first to the last in ms. */
export interface Tried {
  readonly times: number
  readonly forMs: number
}

/**
 * The pause before the next try, in ms: longer from try to try, and never quite the same, so that many don't come at once.
 * `random`: from 0 to 1.
 */
export function pauseBetween({ times, forMs }: Tried, random: number, longestMs = LONGEST_MS): number {
  const longest = Math.min(longestMs, Math.max(LONGEST_AT_FIRST_MS, forMs / 2))
  const growing = FIRST_PAUSE_MS * 2 ** Math.min(times, 20)
  return Math.min(longest, growing) * (0.5 + random / 2)
}
