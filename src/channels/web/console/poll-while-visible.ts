/** Polls until the signal, but not while the page is hidden; once it is visible again, polls at once. */
export function pollWhileVisible(ms: number, signal: AbortSignal, look: () => void): void {
  const whenSeen = (): void => {
    if (!document.hidden) look()
  }
  const timer = setInterval(whenSeen, ms)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  document.addEventListener('visibilitychange', whenSeen, { signal })
}
