import { saidBy } from './said-by.ts'
import type { CitedSentence } from './cited-text.ts'
import { stems } from './language/content-words.ts'
import type { RankedFind } from './ranked-find.ts'
import type { WeighedSentence } from './ranking/features.ts'

/**
 * The sentence that likeliest answers a question, with what it can't be understood without: shown as no more than the
 * nearest place; empty where none is near. One that shares nothing with the question but an order number or another such
 * mark isn't.
 */
export function nearestPlace(found: RankedFind): readonly CitedSentence[] {
  const asked = stems(found.question)
  const nearest = found.byLearning().find((each) => !sharesMarksAlone(each, asked))
  return nearest ? saidBy(nearest) : []
}

function sharesMarksAlone({ passage, sentences, at }: WeighedSentence, asked: ReadonlySet<string>): boolean {
  const { document, heading } = passage
  const shared = asked.intersection(stems(`${document.title} ${heading} ${sentences[at]?.plain ?? ''}`))
  return shared.size > 0 && [...shared].every((word) => /\p{L}\p{N}|\p{N}\p{L}/u.test(word))
}
