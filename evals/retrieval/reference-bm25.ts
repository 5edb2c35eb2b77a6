/** A text as its terms, in any order. */
export type Terms = readonly string[]

const K1 = 1.2
const B = 0.75

/**
 * BM25 as the textbook has it (Robertson and Zaragoza, 2009, with the rarity that is never negative), over all texts and
 * without a database: what our search is held against.
 */
export class ReferenceBm25 {
  readonly #texts: readonly ReadonlyMap<string, number>[]
  readonly #lengths: readonly number[]
  readonly #meanLength: number
  readonly #holding = new Map<string, number>()

  constructor(texts: readonly Terms[]) {
    this.#texts = texts.map(countsOf)
    this.#lengths = texts.map((terms) => terms.length)
    this.#meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length)
    for (const term of this.#texts.flatMap((counts) => [...counts.keys()])) {
      this.#holding.set(term, (this.#holding.get(term) ?? 0) + 1)
    }
  }

  /** The places of the best `k` texts, best first; those without any of the terms are none. */
  best(query: Terms, k: number): readonly number[] {
    const terms = [...new Set(query)]
    return this.#texts
      .map((counts, place) => ({ place, score: this.#score(counts, this.#lengths[place] ?? 0, terms) }))
      .filter(({ score }) => score > 0)
      .sort((left, right) => right.score - left.score)
      .slice(0, k)
      .map(({ place }) => place)
  }

  #score(counts: ReadonlyMap<string, number>, length: number, terms: Terms): number {
    return terms.reduce((sum, term) => {
      const frequency = counts.get(term) ?? 0
      const damped = frequency + K1 * (1 - B + (B * length) / this.#meanLength)
      return sum + (this.#rarity(term) * frequency * (K1 + 1)) / damped
    }, 0)
  }

  #rarity(term: string): number {
    const holding = this.#holding.get(term) ?? 0
    return Math.log(1 + (this.#texts.length - holding + 0.5) / (holding + 0.5))
  }
}

function countsOf(terms: Terms): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
