/** The promise's value, or the signal's reason thrown as soon as it is given; the promise goes on for others. */
export async function waitFor<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>()
  const onAbort = (): void => stopped.reject(signal.reason)
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([stopped.promise, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
