import { wordsOf } from '../words.ts'

/** How many features are told apart: more of them share a place by chance. */
export const PLACES = 8192

/** What a sentence says, as places of a vector of length 1 with what each counts. */
export function featuresOf(text: string): ReadonlyMap<number, number> {
  const words = wordsOf(text).map(({ folded }) => (/\p{N}/u.test(folded) ? '#' : folded))
  const edged = ['^', ...words, text.trimEnd().endsWith('?') ? '?' : '$']
  const found = new Map<number, number>()
  add(found, edged, WEIGHTS.words)
  add(found, joined(edged, 2), WEIGHTS.pairs)
  add(found, joined(edged, 3), WEIGHTS.threes)
  add(found, pieces(words), WEIGHTS.pieces)
  const length = Math.hypot(...found.values())
  return new Map([...found].map(([place, weight]) => [place, weight / length]))
}

/** What each kind counts for, all features of it together. */
const WEIGHTS = { words: 1, pairs: 1, threes: 0.7, pieces: 0.8 }

function add(found: Map<number, number>, features: readonly string[], weight: number): void {
  const each = weight / Math.sqrt(Math.max(1, features.length))
  for (const feature of features) {
    const place = placeOf(feature)
    found.set(place, (found.get(place) ?? 0) + each)
  }
}

function joined(words: readonly string[], count: number): readonly string[] {
  return words.slice(count - 1).map((_, at) => words.slice(at, at + count).join(' '))
}

// What a slip of the keys and another ending leave alike.
function pieces(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const edged = `<${word}>`
    return [3, 4].flatMap((length) =>
      Array.from({ length: Math.max(0, edged.length - length + 1) }, (_, at) => `~${edged.slice(at, at + length)}`),
    )
  })
}

// FNV-1a (Fowler, Noll and Vo), 32 bits.
function placeOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % PLACES
}
