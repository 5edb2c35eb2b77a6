type Features = (words: readonly string[]) => readonly string[]

/** Texts as weighted counts of one kind of feature: what a text is compared with. */
export interface TextSpace {
  /** Adds to each of `sums`, in their order, `weight` times the cosine with one of the texts, from 0 to 1. */
  addCosines(words: readonly string[], weight: number, sums: Float64Array): void
}

/** The texts that have a feature, in their order, and what it weighs in each: two lists, since they are read all the time. */
interface Holders {
  readonly texts: number[]
  readonly weights: number[]
}

const NOBODY: Holders = { texts: [], weights: [] }

/**
 * Places texts by how often each feature is in them, rare ones counting more (tf-idf; Manning, Raghavan and Schütze,
 * "Introduction to Information Retrieval", 2008, section 6.2).
 */
export function textSpace(texts: readonly (readonly string[])[], features: Features): TextSpace {
  const counted = texts.map((words) => counts(features(words)))
  const rarity = raritiesOf(counted)
  // For each feature the texts that have it: most pairs of texts share nothing.
  const holders = new Map<string, Holders>()
  for (const [text, found] of counted.entries()) {
    for (const [feature, weight] of weighted(found, rarity)) {
      const known = holders.get(feature) ?? { texts: [], weights: [] }
      known.texts.push(text)
      known.weights.push(weight)
      holders.set(feature, known)
    }
  }
  return {
    addCosines(words, weight, sums) {
      for (const [feature, own] of weighted(counts(features(words)), rarity)) {
        const { texts: having, weights } = holders.get(feature) ?? NOBODY
        const share = weight * own
        for (let at = 0; at < having.length; at++) {
          const text = having[at] ?? 0
          if (text >= sums.length) break
          sums[text] = (sums[text] ?? 0) + share * (weights[at] ?? 0)
        }
      }
    },
  }
}

/** Each word with the one after it. */
export const WORD_PAIRS: Features = (words) => words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`)

/** Of a long text, words whose pairs are looked at: their number grows with its square. */
const MOST_TOGETHER = 40
/** Characters from a word's beginning that say which it is, whatever its ending. */
const STEM = 5

/** The beginnings of words, and of each two of a text, wherever they stand in it: what is said in another order stays alike. */
export const WORDS_TOGETHER: Features = (words) => {
  const beginnings = words.map((word) => word.slice(0, STEM))
  const different = [...new Set(beginnings)].slice(0, MOST_TOGETHER).toSorted()
  const together = different.flatMap((word, index) => different.slice(index + 1).map((other) => `${word} ${other}`))
  return [...beginnings, ...together]
}

/** Pieces of three to five characters of each word, its edges counting as blanks: what a typo leaves alike. */
export const CHARACTERS: Features = (words) =>
  words.flatMap((word) => {
    const edged = ` ${word} `
    return [3, 4, 5].flatMap((length) =>
      Array.from({ length: Math.max(0, edged.length - length + 1) }, (_, at) => edged.slice(at, at + length)),
    )
  })

function counts(features: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const feature of features) found.set(feature, (found.get(feature) ?? 0) + 1)
  return found
}

function raritiesOf(texts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const holding = counts(texts.flatMap((found) => [...found.keys()]))
  return new Map([...holding].map(([feature, count]) => [feature, Math.log(1 + (1 + texts.length) / (1 + count))]))
}

/** Of length 1; a feature that no text has is left out. */
function weighted(
  found: ReadonlyMap<string, number>,
  rarity: ReadonlyMap<string, number>,
): readonly (readonly [string, number])[] {
  const known = [...found].flatMap(([feature, count]) => {
    const rare = rarity.get(feature)
    return rare === undefined ? [] : [[feature, (1 + Math.log(count)) * rare] as const]
  })
  const length = Math.hypot(...known.map(([, weight]) => weight))
  return known.map(([feature, weight]) => [feature, weight / length])
}
