import { type CitedSentence, evidenceAt } from './cited-text.ts'
import { stems } from './language/content-words.ts'
import type { RankedFind } from './ranked-find.ts'
import type { WeighedSentence } from './ranking/features.ts'

/**
 * The sentence that likeliest answers a question, shown as no more than the nearest place; null where none is near. One
 * that shares nothing with the question but an order number or another such mark isn't.
 */
export function nearestSentence(found: RankedFind): CitedSentence | null {
  const asked = stems(found.question)
  const nearest = found.byLearning().find((each) => !sharesMarksAlone(each, asked))
  const sentence = nearest?.sentences[nearest.at]
  return nearest && sentence ? { text: sentence.plain, evidence: [evidenceAt(nearest.passage, sentence)] } : null
}

function sharesMarksAlone({ passage, sentences, at }: WeighedSentence, asked: ReadonlySet<string>): boolean {
  const { document, heading } = passage
  const shared = asked.intersection(stems(`${document.title} ${heading} ${sentences[at]?.plain ?? ''}`))
  return shared.size > 0 && [...shared].every((word) => /\p{L}\p{N}|\p{N}\p{L}/u.test(word))
}
