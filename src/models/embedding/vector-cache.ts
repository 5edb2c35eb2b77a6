/** Remembers the vectors of the texts used last, so that a question asked twice in a turn is embedded once. */
export class VectorCache {
  readonly #vectors = new Map<string, readonly number[]>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get(text: string): readonly number[] | undefined {
    const vector = this.#vectors.get(text)
    if (vector) this.set(text, vector)
    return vector
  }

  // A Map keeps the order of insertion: what was set last stands last, so the first is the one longest unused.
  set(text: string, vector: readonly number[]): void {
    this.#vectors.delete(text)
    this.#vectors.set(text, vector)
    const [oldest] = this.#vectors.keys()
    if (this.#vectors.size > this.#limit && oldest !== undefined) this.#vectors.delete(oldest)
  }
}
