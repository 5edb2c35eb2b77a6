import { RIGHT, THERE } from './knowing/default-weights.ts'
import { probability } from './knowing/logistic.ts'
import { contentWords, stems } from './language/content-words.ts'
import type { RankedFind } from './ranked-find.ts'

/**
 * `answerable`: the best sentences very likely answer, so they may be quoted as the answer. `uncertain`: something is near.
 * A model whose quotes are verified may try; without one they are shown as the nearest place, and not as the answer.
 * `not-in-documents`: nothing is near, and no model needs to be asked.
 */
export interface Answerability {
  readonly verdict: 'answerable' | 'uncertain' | 'not-in-documents'
  /** How likely the best sentences answer, 0 to 1. */
  readonly isRight: number
  /** How likely what was found has the answer in it, 0 to 1. */
  readonly isThere: number
  /** The question's words that no found passage has, as they were asked. */
  readonly missing: readonly string[]
}

/** From where on a quote is called the answer. */
const SURE = 0.6
/** Below it nothing is near. */
const NEAR = 0.06

/** Passages that are looked at for what is missing. */
const PASSAGES = 3

/**
 * Whether the documents answer a question, by a calibrated probability from what search found: similarity alone tells
 * off-topic questions but not near misses ("Do you ship to Japan?" is as near to the shipping page as "Do you ship to
 * Norway?").
 */
export function judgeAnswerability(ranked: RankedFind): Answerability {
  const { question, passages } = ranked
  const found = passages
    .slice(0, PASSAGES)
    .map(({ document, heading, text }) => stems(`${document.title} ${heading} ${text}`))
  const missing = contentWords(question)
    .filter(({ stem }) => !found.some((passage) => passage.has(stem)))
    .map(({ word }) => word)
  if (passages.length === 0) return { verdict: 'not-in-documents', isRight: 0, isThere: 0, missing }
  const signals = ranked.signals()
  const [isRight, isThere] = [probability(RIGHT, signals), probability(THERE, signals)]
  const verdict = isRight >= SURE ? 'answerable' : isThere >= NEAR ? 'uncertain' : 'not-in-documents'
  return { verdict, isRight, isThere, missing }
}
