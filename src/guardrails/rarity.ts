import { contentWords, otherWords } from './language/content-words.ts'

/** How much a word of the question tells, 0 to 1: 1 stands in no document, near 0 in nearly all of them. */
export type RarityOf = (word: { readonly word: string }) => number

/** Rarities by the words as they were written, in any case, as search gives them; 1 for a word that search doesn't know. */
export function rarities(words: readonly { readonly word: string; readonly rarity: number }[]): RarityOf {
  const known = new Map(words.map(({ word, rarity }) => [word.toLowerCase(), rarity]))
  return ({ word }) => known.get(word.toLowerCase()) ?? 1
}

/** What an earlier message's words count for beside those of the message that goes on from it. */
const EARLIER_SHARE = 0.5

/** Rarities for a message with an earlier one's words beside it: what it says itself counts more. */
export function weighedFor(message: string, rarityOf: RarityOf): RarityOf {
  const own = new Set(contentWords(message).map(({ word }) => word.toLowerCase()))
  return (word) => rarityOf(word) * (own.has(word.word.toLowerCase()) ? 1 : EARLIER_SHARE)
}

/** What search looks for besides the question itself: its words as judging weighs them, each with others for the same. */
export function wordsToWeigh(
  question: string,
): readonly { readonly word: string; readonly others: readonly string[] }[] {
  return contentWords(question).map((word) => ({ word: word.word, others: otherWords(word) }))
}
