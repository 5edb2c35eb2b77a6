import { saidTo } from './ranked-sentences.ts'
import { type CitedSentence, evidenceAt } from './cited-text.ts'
import { stems } from '#text/content-words.ts'
import type { RankedFind } from '../ranking/ranked-find.ts'
import type { WeighedSentence } from '../ranking/features/features.ts'
import { stretchAround } from './stretch-around.ts'

/** Words up to which a paragraph is shown whole: where it isn't sure which of its sentences answers, another one may. */
const SHORT = 60

/**
 * The sentence that likeliest answers a question, with its paragraph or what else it can't be understood without: shown as
 * no more than the nearest place; empty where none is near. One that shares nothing with the question but an order number
 * or another such mark isn't.
 */
export function nearestPlace(found: RankedFind): readonly CitedSentence[] {
  const asked = stems(found.question)
  const nearest = found.byLearning().find((each) => !sharesMarksAlone(each, asked))
  return nearest ? (paragraphOf(nearest) ?? saidTo(found.question, nearest)) : []
}

function sharesMarksAlone({ passage, sentences, at }: WeighedSentence, asked: ReadonlySet<string>): boolean {
  const { document, heading } = passage
  const shared = asked.intersection(stems(`${document.title} ${heading} ${sentences[at]?.plain ?? ''}`))
  return shared.size > 0 && [...shared].every((word) => /\p{L}\p{N}|\p{N}\p{L}/u.test(word))
}

// Null where it stands alone, in a list or a table, leads one in, or is one of many.
function paragraphOf({ passage, sentences, at }: WeighedSentence): readonly CitedSentence[] | null {
  const [from, to] = stretchAround(at, (place) => {
    const [before, after] = [sentences[place - 1], sentences[place]]
    if (!before || !after || before.listed || after.listed) return false
    return !passage.text.slice(before.end, after.start).includes('\n\n')
  })
  const span = { start: sentences[from]?.start ?? 0, end: sentences[to]?.end ?? 0 }
  const text = sentences
    .slice(from, to + 1)
    .map(({ plain }) => plain)
    .join(' ')
  if (from === to || text.endsWith(':') || text.split(/\s+/u).length > SHORT) return null
  return [{ text, evidence: [evidenceAt(passage, span)] }]
}
