/**
 * How long after a call's own timeout the lease must still last, and so how long after taking it the call may go: a
 * process that was stopped meanwhile wakes to a lease which may have ended.
 */
export const LEASE_MARGIN_MS = 1_000

/** How often a lease is taken for one call. Who stands still each time is too slow to call anything. */
const MOST_TIMES = 5

/** Whether a call may not go any more under a lease that was taken then, by the process's monotonic clock. */
export function isTooOld(heldSinceMs: number): boolean {
  return performance.now() - heldSinceMs > LEASE_MARGIN_MS
}

/**
 * Takes the lease for a call, and anew where this process stood still since: it knows that it sent nothing, and a person who
 * is asked what became of the step could only say so. Gives when it was taken last, by the process's monotonic clock. Throws
 * what `take` throws, `lease-lost` where the step is another's by now.
 */
export async function freshlyHeld(take: () => Promise<unknown>): Promise<number> {
  for (let times = 1; ; times += 1) {
    const heldSinceMs = performance.now()
    await take()
    if (!isTooOld(heldSinceMs) || times === MOST_TIMES) return heldSinceMs
  }
}
