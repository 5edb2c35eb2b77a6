import type { RankedPassage } from '../place/cited-text.ts'
import { type PlaceSignals, placeSignalsOf } from '../answerability/place-signals.ts'
import { signalsOf, type Signals, type Weighing } from '../answerability/signals.ts'
import { type Candidate, rankedByWords } from './features/by-words.ts'
import { inOrder, type OrderedSentence } from './features/in-order.ts'

/** What was found for a question, and how its sentences rank: each ranking is made once, when it is first asked for. */
export interface RankedFind {
  readonly question: string
  /** Best first. */
  readonly passages: readonly RankedPassage[]
  readonly weighing: Weighing
  /** Every sentence by the question's words in it, best first. */
  byWords(): readonly Candidate[]
  /** Every sentence by what was learned of answers, the likeliest first. */
  byLearning(): readonly OrderedSentence[]
  /** What tells how well they answer by the question's words. */
  signals(): Signals
  /** What tells whether the place of the likeliest sentence answers; null where there is none. */
  standing(): PlaceSignals | null
}

/** Passages for a question, best first, to be judged. */
export function rankFound(question: string, passages: readonly RankedPassage[], weighing: Weighing): RankedFind {
  const byWords = once(() => rankedByWords(question, passages, weighing.rarityOf))
  const byLearning = once(() => inOrder(question, passages, weighing.rarityOf))
  const signals = once(() => signalsOf(question, passages, { ...weighing, ranked: byWords() }))
  return {
    question,
    passages,
    weighing,
    byWords,
    byLearning,
    signals,
    standing: once(() => placeSignalsOf(question, byLearning(), signals())),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
