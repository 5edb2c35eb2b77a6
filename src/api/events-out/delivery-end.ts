import type { DeliveryOutcome } from '#contract/channel-operations.ts'
import type { DeliveryEnd } from '#memory/events-out/deliveries.ts'

const FIRST_PAUSE_MS = 1_000
/** The longest backoff: pauses double up to it, and a longer `Retry-After` isn't obeyed. */
const LONGEST_PAUSE_MS = 3_600_000

/** How a delivery stands after an attempt. What its subscription may not read is no failure. */
export function endOf(
  outcome: DeliveryOutcome,
  { attempts, giveUpAfterMs }: { readonly attempts: number; readonly giveUpAfterMs: number },
): DeliveryEnd {
  const none = { error: null, afterMs: 0, giveUpAfterMs }
  switch (outcome.outcome) {
    case 'delivered':
      return { ...none, state: 'delivered' }
    case 'gave-up':
      return outcome.error === 'nothing-to-tell'
        ? { ...none, state: 'skipped' }
        : { ...none, state: 'failed', error: outcome.error }
    case 'retry': {
      // Those that failed together don't come back together.
      const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1)) * (0.75 + Math.random() / 2)
      const afterMs = Math.min(LONGEST_PAUSE_MS, Math.max(doubled, outcome.afterMs ?? 0))
      return { state: 'pending', error: outcome.error, afterMs, giveUpAfterMs }
    }
  }
}
