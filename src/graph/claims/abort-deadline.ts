/** How long work that was aborted may take to end. */
const ENDS_WITHIN_MS = 30_000

/**
 * Waits for work; once it is aborted, until a deadline at most. It may be waiting for something that never comes, and a
 * worker runs only so many turns. Calls `onAbandoned` at the deadline.
 */
export async function withAbortDeadline(
  work: Promise<void>,
  aborted: AbortSignal,
  onAbandoned: () => void,
  endsWithinMs = ENDS_WITHIN_MS,
): Promise<void> {
  const { promise: abandoned, resolve } = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    timer = setTimeout(() => {
      onAbandoned()
      resolve()
    }, endsWithinMs).unref()
  }
  if (aborted.aborted) onAbort()
  else aborted.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([work, abandoned])
  } finally {
    aborted.removeEventListener('abort', onAbort)
    clearTimeout(timer)
  }
}
