/** Says how long to wait before the next one, in milliseconds; 0 means go ahead, and counts it. */
export type RateLimit = (key: string) => number

/**
 * A bucket of `perMinute` for each key, filled evenly. Each server counts on its own: it protects this process, and
 * what a tenant may spend is the budgets' business.
 */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  const intervalMs = 60_000 / perMinute
  const emptyAt = new Map<string, number>() // when a bucket is back at rest; one in the past is as good as none

  return (key) => {
    const at = now().getTime()
    if (emptyAt.size >= 10_000) forgetRested(emptyAt, at)
    const used = Math.max(emptyAt.get(key) ?? at, at)
    const waitMs = used + intervalMs - at - 60_000
    if (waitMs > 0) return waitMs
    emptyAt.set(key, used + intervalMs)
    return 0
  }
}

function forgetRested(emptyAt: Map<string, number>, at: number): void {
  for (const [key, until] of emptyAt) if (until <= at) emptyAt.delete(key)
}
