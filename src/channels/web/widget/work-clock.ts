/** How long the run at work has taken, by this device's own clock. */
export class WorkClock {
  readonly #onChange: () => void
  #work: { readonly runId: string; readonly since: number } | null = null

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get isRunning(): boolean {
    return this.#work !== null
  }

  /** Which run is at work now, null for none. True where that is another than before. */
  count(runId: string | null): boolean {
    if (runId === (this.#work?.runId ?? null)) return false
    this.#work = runId === null ? null : { runId, since: performance.now() }
    if (runId !== null) setTimeout(this.#onChange, QUICK_MS)
    return true
  }

  /** Whole seconds; null in the first moments, so that what is quick isn't announced. */
  get seconds(): number | null {
    if (this.#work === null) return null
    const ms = performance.now() - this.#work.since
    return ms < QUICK_MS - TIMER_MS ? null : Math.floor(ms / 1_000)
  }
}

const QUICK_MS = 300
/** Timers come a little early. */
const TIMER_MS = 20
