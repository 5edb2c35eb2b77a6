/** Looks again and again, until the signal, but not while nobody sees the page; then once it is seen. */
export function lookEvery(ms: number, signal: AbortSignal, look: () => void): void {
  const whenSeen = (): void => {
    if (!document.hidden) look()
  }
  const timer = setInterval(whenSeen, ms)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  document.addEventListener('visibilitychange', whenSeen, { signal })
}
