import { setTimeout as delay } from 'node:timers/promises'

/** How long work that was aborted may take to end. */
const ENDS_WITHIN_MS = 30_000

/**
 * Waits for work; where it was aborted and doesn't end, no longer than that. It may be waiting for something that never
 * comes, and a worker has only so many hands. `onAbandoned` is told.
 */
export async function unlessAbandoned(
  work: Promise<void>,
  aborted: AbortSignal,
  onAbandoned: () => void,
  endsWithinMs = ENDS_WITHIN_MS,
): Promise<void> {
  const ended = new AbortController()
  const { promise: lost, resolve } = Promise.withResolvers<void>()
  if (aborted.aborted) resolve()
  else aborted.addEventListener('abort', () => resolve(), { once: true, signal: ended.signal })
  const abandoned = lost.then(async () => {
    await delay(endsWithinMs, undefined, { signal: ended.signal, ref: false })
    onAbandoned()
  })
  try {
    await Promise.race([work, abandoned])
  } finally {
    ended.abort()
  }
}
