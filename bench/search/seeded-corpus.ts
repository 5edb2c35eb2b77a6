import type { storeDocument } from '#memory/documents/documents.ts'
import { embeddedText, prepareDocument, type PreparedDocument } from '#memory/documents/prepare-document.ts'
import { ofLengthOne } from '../of-length-one.ts'

/** Who may read how much of it: each list holds the one after it. */
export const READERS = { everything: 'everything', 'a tenth': 'tenth', 'a hundredth': 'hundredth' } as const

/** Whose documents they are: a third of them the first's. */
export const AGENTS = ['library', 'support'] as const

export const EMBEDDER = 'seeded clusters'
const DIMENSIONS = 512
const CLUSTERS = 200
const VOCABULARY = 20_000
const WORDS = 70
/**
 * The commonest words of a language are stop words, which search drops: PostgreSQL's English list has 127. What is left
 * begins behind them, by the Zipf–Mandelbrot law at this rank.
 */
const FIRST_RANK = 130
const PASSAGES_A_DOCUMENT = 40

export interface SeededDocument {
  readonly document: PreparedDocument
  readonly embeddings: Parameters<typeof storeDocument>[2]['embeddings']
}

/**
 * Documents whose words are as rare and common as words are (Zipf), with vectors drawn around seeded centres: embedding
 * as many real passages would take hours, and the index only sees distances.
 */
export class SeededCorpus {
  readonly #random: () => number
  readonly #centres: readonly (readonly number[])[]
  readonly #rarities: readonly number[]

  constructor(random: () => number) {
    this.#random = random
    this.#centres = Array.from({ length: CLUSTERS }, () => this.#direction())
    let sum = 0
    this.#rarities = Array.from({ length: VOCABULARY }, (_, rank) => (sum += 1 / (rank + FIRST_RANK)))
  }

  *documents(passages: number): Generator<SeededDocument> {
    for (let number = 0; number * PASSAGES_A_DOCUMENT < passages; number++) {
      const acl = ['role:everything']
      if (number % 10 === 0) acl.push('role:tenth')
      if (number % 100 === 0) acl.push('role:hundredth')
      const text = Array.from(
        { length: PASSAGES_A_DOCUMENT },
        (_, part) => `## ${this.#words(3)} ${part}\n\n${this.#words(WORDS)}.`,
      )
      const [source, title] = [`bench/${number}`, `Document ${number}`]
      const document = prepareDocument({
        agents: [AGENTS[number % 3 === 0 ? 0 : 1]],
        source,
        title,
        text: text.join('\n\n'),
        owner: null,
        acl,
        class: 'internal',
      })
      const vectors = new Map(document.pieces.map((piece) => [embeddedText(piece), this.vector()]))
      yield { document, embeddings: { embedder: EMBEDDER, vectors } }
    }
  }

  /** A question in some of the words of a text. */
  question(text: string): string {
    const words = text.split(/\W+/).filter(Boolean)
    return Array.from({ length: 5 }, () => words[Math.floor(this.#random() * words.length)]).join(' ')
  }

  /** Around one of the centres. */
  vector(): readonly number[] {
    const centre = this.#centres[Math.floor(this.#random() * CLUSTERS)] ?? []
    return ofLengthOne(this.#direction().map((value, axis) => (centre[axis] ?? 0) + 0.8 * value))
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => wordOf(this.#rank())).join(' ')
  }

  #rank(): number {
    const target = this.#random() * (this.#rarities.at(-1) ?? 1)
    let [low, high] = [0, VOCABULARY - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#rarities[middle] ?? 0) < target) low = middle + 1
      else high = middle
    }
    return low
  }

  #direction(): readonly number[] {
    // The sum of a few evens is as good as a normal draw for a direction.
    return ofLengthOne(Array.from({ length: DIMENSIONS }, () => this.#random() + this.#random() + this.#random() - 1.5))
  }
}

// Said so that no stemmer takes two for one: a consonant and a vowel for each digit.
function wordOf(rank: number): string {
  const digits = rank.toString(20).padStart(3, '0')
  return [...digits].map((digit) => `${'bdfghjklmnpqrtvwxzck'.charAt(Number.parseInt(digit, 20))}o`).join('') + 'k'
}
