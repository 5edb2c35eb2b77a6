/**
 * How long after a call's own timeout the lease must still last, and so how long after taking it the call may go: a
 * process that was stopped meanwhile wakes to a lease which may have ended.
 */
export const LEASE_MARGIN_MS = 1_000

/** How often a lease is taken for one call. A process that pauses each time is too slow to call anything. */
const MOST_TIMES = 5

/** Whether a lease taken then, by the process's monotonic clock, is too old to call under. */
export function isLeaseTooOld(heldSinceMs: number): boolean {
  return performance.now() - heldSinceMs > LEASE_MARGIN_MS
}

/**
 * Takes the lease for a call, and takes it anew after a process pause: nothing was sent yet, so there is nothing to ask a
 * person. Returns when it was last taken, by the process's monotonic clock. Throws what `take` throws: `lease-lost` where
 * another worker has the step by now.
 */
export async function takeFreshLease(take: () => Promise<unknown>): Promise<number> {
  for (let times = 1; ; times += 1) {
    const heldSinceMs = performance.now()
    await take()
    if (!isLeaseTooOld(heldSinceMs) || times === MOST_TIMES) return heldSinceMs
  }
}
