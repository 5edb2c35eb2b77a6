import { rankedSentences } from './ranked-sentences.ts'
import type { RankedPassage } from './cited-text.ts'
import { contentWords, stems } from '#text/content-words.ts'
import type { RankedFind } from '../ranking/ranked-find.ts'
import type { RarityOf } from '#text/rarity.ts'

/** Two or more things that a question may mean, as titles and headings call them. */
export type Meanings = readonly [string, string, ...string[]]

/** What is this much less of an answer than the best is no other meaning. */
const NEARLY = 0.9
/** The share of words without numbers that two sentences have in common where they say the same of two things. */
const ALIKE = 0.6
const MOST = 4

/**
 * The things that a question leaves open ("What is the annual fee?" of three cards): sentences nearly as good as the best
 * that say the same in nearly the same words, each below another title or heading, none of which the question names.
 * Null where only one is meant. Titles that differ in a number or a date alone are versions, not things.
 */
export function meaningsOf(found: RankedFind): Meanings | null {
  const ranked = rankedSentences(found)
  const [best] = ranked
  if (!best) return null
  const own = wordsOf(best.cited.text)
  const near = ranked.filter(
    ({ score, cited }) => score >= best.score * NEARLY && share(own, wordsOf(cited.text)) >= ALIKE,
  )
  const asked = stems(found.question)
  const places = [...new Map(near.map(({ passage }) => [placeOf(passage).join(' › '), placeOf(passage)])).values()]
  if (places.length < 2) return null
  const shared = places.map((place) => stems(place.join(' '))).reduce((left, right) => left.intersection(right))
  const things = places.map((place) => ({
    name: nameOf(place, shared),
    own: namedIn(place.join(' ')).difference(shared),
  }))
  if (shared.size === 0 || things.some((thing) => thing.own.size === 0 || !thing.own.isDisjointFrom(asked))) return null
  // “Purple account” and “Green account” are two of a kind; “Returns” and “Autumn guide” are two pages on one thing.
  if (things.map(({ name }) => namedIn(name)).reduce((left, right) => left.intersection(right)).size === 0) return null
  const [first, second, ...others] = [...new Set(things.map(({ name }) => name))].slice(0, MOST)
  return first === undefined || second === undefined ? null : [first, second, ...others]
}

/**
 * Whether a question names another of a kind whose things are offered, one that stands in no document ("the Velvet card",
 * of a purple and a green one): it is none of those. Its name stands beside the word that theirs have in common.
 */
export function namesAnother(question: string, meanings: Meanings, rarityOf: RarityOf): boolean {
  const shared = meanings.map(namedIn).reduce((left, right) => left.intersection(right))
  const words = question.match(/[\p{L}\p{N}-]+/gu) ?? []
  const isShared = (word: string | undefined) => word !== undefined && !stems(word).isDisjointFrom(shared)
  return words.some(
    (word, at) =>
      /^\p{Lu}/u.test(word) &&
      at > 0 &&
      contentWords(word).some((content) => rarityOf(content) === 1) &&
      (isShared(words[at - 1]) || isShared(words[at + 1])),
  )
}

function placeOf({ document, heading }: RankedPassage): readonly string[] {
  const path = heading === '' ? [] : heading.split(' › ')
  return path[0] === document.title ? path : [document.title, ...path]
}

// The first of a path that isn't the same for all.
function nameOf(place: readonly string[], shared: ReadonlySet<string>): string {
  return place.find((part) => namedIn(part).difference(shared).size > 0) ?? place.join(' › ')
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).flatMap(({ stem }) => (/\p{N}/u.test(stem) ? [] : [stem])))
}

function namedIn(text: string): ReadonlySet<string> {
  return new Set([...stems(text)].filter((stem) => !/^\p{N}+$/u.test(stem)))
}

function share(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return left.intersection(right).size / Math.max(1, Math.min(left.size, right.size))
}
