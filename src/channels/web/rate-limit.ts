/** A rate limit by leaky buckets of one size, one for each key, that are filled by use and empty evenly. */
export interface RateLimit {
  /** Says how long to wait before the next one, in milliseconds; 0 means go ahead, and counts it. */
  take(key: string): number
  /** What others have used of it, in ms until it is empty: it is never less full than that. */
  atLeast(key: string, usedMs: number): void
  /** How much of a bucket one use takes, in ms. */
  readonly intervalMs: number
}

/** `perMinute` at once, and then one whenever the next has run out. In this process alone: see `shareRateLimit`. */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  const intervalMs = 60_000 / perMinute
  const emptyAt = new Map<string, number>() // when a bucket is back at rest; one in the past is as good as none

  return {
    intervalMs,
    take: (key) => {
      const at = now().getTime()
      if (emptyAt.size >= 10_000) forgetRested(emptyAt, at)
      const used = Math.max(emptyAt.get(key) ?? at, at)
      const waitMs = used + intervalMs - at - 60_000
      if (waitMs > 0) return waitMs
      emptyAt.set(key, used + intervalMs)
      return 0
    },
    atLeast: (key, usedMs) => {
      emptyAt.set(key, Math.max(emptyAt.get(key) ?? 0, now().getTime() + usedMs))
    },
  }
}

function forgetRested(emptyAt: Map<string, number>, at: number): void {
  for (const [key, until] of emptyAt) if (until <= at) emptyAt.delete(key)
}
