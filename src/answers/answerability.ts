import LEARNED from './answerability/place-weights.json' with { type: 'json' }
import { probability } from './answerability/logistic.ts'
import { contentWords, stems } from '#text/content-words.ts'
import type { RankedFind } from './ranking/ranked-find.ts'

/**
 * `answerable`: what was found very likely answers. `uncertain`: something is near. A model whose quotes are verified may
 * try. `not-in-documents`: nothing is near, and no model needs to be asked.
 */
export interface Answerability {
  readonly verdict: 'answerable' | 'uncertain' | 'not-in-documents'
  /** How likely what was found has the answer in it, 0 to 1. */
  readonly isThere: number
  /** The question's words that no found passage has, as they were asked. */
  readonly missing: readonly string[]
}

/** From where on the likeliest place is taken to answer. To be called the answer it takes more (`answeringPlace`). */
const LIKELY = 0.6
/** The share of a question's words that nothing in a place is related to, where it says none of them. */
const MOST_UNRELATED = 0.4
/** Below it nothing is near: of what the documents say, some 4 in 100 are lost by it (`npm run evals -- calibration`). */
const NEAR = 0.2

/** Passages that are looked at for what is missing. */
const PASSAGES = 3

/**
 * Whether the documents answer a question, by calibrated probabilities from what search found: similarity alone tells
 * off-topic questions but not near misses ("Do you ship to Japan?" is as near to the shipping page as "Do you ship to
 * Norway?"). `npm run evals -- ranking --renew` learns them.
 */
export function judgeAnswerability(ranked: RankedFind): Answerability {
  const { question, passages } = ranked
  const found = passages
    .slice(0, PASSAGES)
    .map(({ document, heading, text }) => stems(`${document.title} ${heading} ${text}`))
  const missing = contentWords(question)
    .filter(({ stem }) => !found.some((passage) => passage.has(stem)))
    .map(({ word }) => word)
  const standing = ranked.standing()
  if (!standing || sharesNothing(ranked)) return { verdict: 'not-in-documents', isThere: 0, missing }
  const isThere = probability(LEARNED.there, standing)
  const verdict =
    probability(LEARNED.right, standing) >= LIKELY ? 'answerable' : isThere >= NEAR ? 'uncertain' : 'not-in-documents'
  return { verdict, isThere, missing }
}

// "The capital of France" shares no word with a page on delivery within the Union.
function sharesNothing(ranked: RankedFind): boolean {
  const features = ranked.byLearning()[0]?.features
  return features === undefined || (features.unsaid === 1 && features.unrelated >= MOST_UNRELATED)
}
