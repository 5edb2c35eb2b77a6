import { folded } from './folded-text.ts'

/** Numbers that a sentence is turned into. A weight stands for each. */
export const FEATURES = 32_768

/** A sentence as the classifier sees it: which words, pairs of words and pieces of four letters it has, of length 1. */
export function featuresOf(sentence: string): ReadonlyMap<number, number> {
  const words = (folded(sentence).text.match(/\p{L}+|\d+|[:!"(]/gu) ?? []).map((word) =>
    /\d/u.test(word) ? '#' : word,
  )
  const found = new Map<number, number>()
  const add = (feature: string, value: number) => found.set(hash(feature), value)
  for (const [index, word] of words.entries()) {
    add(`1${word}`, 1)
    const next = words[index + 1]
    if (next !== undefined) add(`2${word} ${next}`, 1)
    const framed = `^${word}$`
    for (let from = 0; from + 4 <= framed.length; from += 1) add(`4${framed.slice(from, from + 4)}`, 0.5)
  }
  add(`^${words[0] ?? ''}`, 1)
  add(`^${words.slice(0, 2).join(' ')}`, 1)
  const length = Math.hypot(...found.values())
  return new Map([...found].map(([feature, value]) => [feature, value / length]))
}

// FNV-1a. Two features that meet in one number share its weight.
function hash(feature: string): number {
  let value = 2_166_136_261
  for (let index = 0; index < feature.length; index += 1) {
    value = Math.imul(value ^ feature.charCodeAt(index), 16_777_619) >>> 0
  }
  return value % FEATURES
}
