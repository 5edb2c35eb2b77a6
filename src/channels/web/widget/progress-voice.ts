/** Nobody wants to hear each line of a list that grows. */
const CALM_MS = 5_000

/** Tells a screen reader how far a plan is, now and then. */
export class ProgressVoice {
  #told = ''
  #toldAt = -Infinity

  /** The words where they are new and the last ones were a while ago; else null. */
  next(words: string): string | null {
    const now = performance.now()
    if (words === '' || words === this.#told || now - this.#toldAt < CALM_MS) return null
    this.#told = words
    this.#toldAt = now
    return words
  }
}
