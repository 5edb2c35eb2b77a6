/** A token bucket: as many calls at once as a second allows, then one whenever the next token is there. */
export class RateLimit {
  readonly #perSecond: number | null
  /** When the bucket is, or was, full again, in ms of the monotonic clock. */
  #fullAt = 0

  constructor(perSecond: number | null) {
    this.#perSecond = perSecond
  }

  /** Takes a token. Returns how long to wait for it, or null when that is longer than `atMostMs`, and takes none. */
  take(atMostMs: number): number | null {
    if (this.#perSecond === null) return 0
    const now = performance.now()
    const tokenMs = 1_000 / this.#perSecond
    const capacityMs = Math.max(1, Math.floor(this.#perSecond)) * tokenMs
    const fullAt = Math.max(this.#fullAt, now) + tokenMs
    const waitMs = Math.max(0, fullAt - now - capacityMs)
    if (waitMs > atMostMs) return null
    this.#fullAt = fullAt
    return waitMs
  }
}
