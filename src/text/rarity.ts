import { textOfWords } from './compared-text.ts'
import { contentWords, otherWords } from './content-words.ts'
import { stem } from './stem.ts'

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

/** Words that mean the same to whoever asks, a list for each thing: an agent's own (`synonyms:`). */
type Synonyms = readonly (readonly string[])[]

/**
 * What search looks for besides the question itself: its words as judging weighs them, each with others for the same. A
 * turn of phrase of the agent's own that has none of these words is one for itself.
 */
export function wordsToWeigh(
  question: string,
  synonyms: Synonyms = [],
): readonly { readonly word: string; readonly others: readonly string[] }[] {
  const words = contentWords(question).map((word) => ({ ...word, others: otherWords(word) }))
  const said = stemmed(question)
  const meant = synonyms.flatMap((group) =>
    group.filter((phrase) => said.includes(stemmed(phrase))).map((phrase) => ({ phrase, group })),
  )
  const loose = meant.filter(({ phrase }) => !words.some(({ own }) => stemmed(phrase).includes(` ${own} `)))
  return [
    ...words.map(({ word, own, others }) => {
      const groups = meant.filter(({ phrase }) => stemmed(phrase).includes(` ${own} `))
      const more = groups.flatMap(({ phrase, group }) => group.filter((other) => other !== phrase))
      return { word, others: [...new Set([...others, ...more])].filter((other) => other !== word) }
    }),
    ...loose.map(({ phrase, group }) => ({ word: phrase, others: group.filter((other) => other !== phrase) })),
  ]
}

// With a space around each, so that a phrase is found as whole words.
function stemmed(text: string): string {
  const words =
    textOfWords(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return ` ${words.map(stem).join(' ')} `
}
