import { contentWords } from '../grounding.ts'
import type { CitedSentence } from '../place/cited-text.ts'
import type { Dropped } from './checked-answer.ts'

/**
 * Whether what was dropped is likely what was asked for: it has a word of the question that nothing of the answer has. Then
 * that is said; a sentence too many is only counted.
 */
export function wasAskedFor(question: string, kept: readonly CitedSentence[], dropped: readonly Dropped[]): boolean {
  const said = new Set(contentWords(kept.map(({ text }) => text).join(' ')).map(({ stem }) => stem))
  const lost = new Set(contentWords(dropped.map(({ text }) => text).join(' ')).map(({ stem }) => stem))
  return contentWords(question).some(({ stem }) => lost.has(stem) && !said.has(stem))
}
