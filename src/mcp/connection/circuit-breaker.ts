/** The limits of a circuit breaker: how many calls may fail in how long a time, and how long it stays open. */
export interface BreakerLimits {
  readonly failures: number
  readonly withinMs: number
  readonly restMs: number
}

/** A server that is down fails five calls in seconds; one that stumbles once an hour is never left alone. */
const LIMITS: BreakerLimits = { failures: 5, withinMs: 30_000, restMs: 10_000 }

/** Whether the circuit breaker admits a call; if not, for how much longer it stays open. */
export type Admission = { readonly goes: true } | { readonly goes: false; readonly restMs: number }

/**
 * A circuit breaker for a tool server. Closed: calls go. Open, after too many failures in too short a time: none goes, for
 * a while. Half-open, after that: one call goes, and its outcome closes or opens it again. Times are of the monotonic clock.
 */
export class CircuitBreaker {
  readonly #limits: BreakerLimits
  readonly #now: () => number
  #failedAt: number[] = []
  #openUntil: number | null = null
  #isProbing = false

  constructor(limits: BreakerLimits = LIMITS, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  /** How long calls are still turned away; null where they go. */
  get restMs(): number | null {
    if (this.#openUntil === null) return null
    return Math.max(0, this.#openUntil - this.#now())
  }

  /** Asked before each call that is to go; `answered`, `failed` or `forgotten` says what became of it. */
  admit(): Admission {
    const { restMs } = this
    if (restMs === null) return { goes: true }
    if (restMs > 0 || this.#isProbing) return { goes: false, restMs }
    this.#isProbing = true
    return { goes: true }
  }

  /** The server answered, whatever it said. */
  answered(): void {
    this.#failedAt = []
    this.#openUntil = null
    this.#isProbing = false
  }

  /** It didn't answer, or couldn't be reached. True where that opens the breaker. */
  failed(): boolean {
    const now = this.#now()
    this.#failedAt = [...this.#failedAt.filter((at) => now - at < this.#limits.withinMs), now]
    const isOpening = this.#isProbing || this.#failedAt.length >= this.#limits.failures
    this.#isProbing = false
    if (isOpening) this.#openUntil = now + this.#limits.restMs
    return isOpening
  }

  /** The caller gave up: that says nothing of the server. */
  forgotten(): void {
    this.#isProbing = false
  }
}
