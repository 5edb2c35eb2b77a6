import { contentWords, stems } from './language/content-words.ts'
import type { RankedPassage } from './best-sentences.ts'
import type { RarityOf } from './rarity.ts'

/**
 * `answerable`: the found passages speak of everything that was asked, so their sentences may be quoted as the answer.
 * `uncertain`: they are near it. A model whose quotes are verified may try; without one the answer is "I don't know".
 * `not-in-documents`: nothing speaks of it, and no model needs to be asked.
 */
export interface Answerability {
  readonly verdict: 'answerable' | 'uncertain' | 'not-in-documents'
  /** The question's words that no found passage has, as they were asked. */
  readonly missing: readonly string[]
}

/** Passages that are looked at: an answer may have its words in two neighbouring sections, not all over the documents. */
const PASSAGES = 3
/** Shares of the question's words by rarity, in the passages together and in the best one alone. Calibrated by the test. */
const TOGETHER = 0.75
const ALONE = 0.5
/** Below both of these nothing speaks of the question: what its words share, and how near the best vector is. */
const ANY = 0.25
const NEAR = 0.35

/**
 * Whether the documents answer a question. Similarity tells off-topic questions but not near misses ("Do you ship to
 * Japan?" is as near to the shipping page as "Do you ship to Norway?"), so the question's content words, weighted by
 * their rarity in the reader's documents, have to stand in the passages that were found. Words are compared by a light
 * stem and a short list of synonyms. `similarity` is the best passage's cosine; null where there are no vectors.
 */
export function judgeAnswerability(
  question: string,
  passages: readonly RankedPassage[],
  { rarityOf, similarity }: { readonly rarityOf: RarityOf; readonly similarity: number | null },
): Answerability {
  const words = contentWords(question).map((word) => ({ ...word, rarity: rarityOf(word) }))
  const found = passages
    .slice(0, PASSAGES)
    .map((passage) => stems(`${passage.document.title} ${passage.heading} ${passage.text}`))
  const shareIn = (has: (stem: string) => boolean) => share(words, has)
  const together = shareIn((stem) => found.some((passage) => passage.has(stem)))
  const alone = Math.max(0, ...found.map((passage) => shareIn((stem) => passage.has(stem))))
  const missing = words.filter(({ stem }) => !found.some((passage) => passage.has(stem))).map(({ word }) => word)
  if (together >= TOGETHER && alone >= ALONE) return { verdict: 'answerable', missing }
  const isNear = together >= ANY || (similarity ?? 0) >= NEAR
  return { verdict: isNear && found.length > 0 ? 'uncertain' : 'not-in-documents', missing }
}

// Nothing but function words ("What is it?") asks for nothing that could be looked up.
function share(
  words: readonly { readonly stem: string; readonly rarity: number }[],
  has: (stem: string) => boolean,
): number {
  const total = words.reduce((sum, { rarity }) => sum + rarity, 0)
  return total === 0 ? 0 : words.reduce((sum, { stem, rarity }) => sum + (has(stem) ? rarity : 0), 0) / total
}
