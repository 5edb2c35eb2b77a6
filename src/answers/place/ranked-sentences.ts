import { rowsMeant } from './rows-meant.ts'
import { type CitedSentence, evidenceAt, type RankedPassage } from './cited-text.ts'
import type { Sentence } from '#text/sentences.ts'
import type { RankedFind } from '../ranking/ranked-find.ts'
import type { Placed } from '../ranking/features/by-words.ts'
import { listOfRows, wholePlace } from './whole-place.ts'

/** What one sentence says as an answer: with what it leans on, and whole where it is a row, a step or leads a list in. */
export function saidBy(placed: Placed): readonly CitedSentence[] {
  return saidOnce(placeOf(placed).flatMap(withNeighbours).flatMap(wholePlace))
}

/** The same, with all rows of its table where the question doesn't say which. */
export function saidTo(question: string, placed: Placed): readonly CitedSentence[] {
  const rows = rowsMeant(placed, question)
  return rows.length > 1 ? listOfRows(placed.passage, rows) : saidBy(placed)
}

/** A sentence with what it is worth as an answer, as it is said and the heading over it. */
export interface RankedSentence {
  readonly passage: RankedPassage
  readonly cited: CitedSentence
  readonly said: string
  readonly heading: string
  readonly score: number
}

/** Every sentence with what it is worth as an answer, best first. */
export function rankedSentences(found: RankedFind): readonly RankedSentence[] {
  return found.byWords().flatMap((candidate) =>
    placeOf(candidate).map((place) => ({
      cited: quoted(place),
      said: place.sentence.plain,
      heading: place.passage.heading,
      passage: candidate.passage,
      score: candidate.score,
    })),
  )
}

interface Place {
  readonly passage: RankedPassage
  readonly sentence: Sentence
  readonly candidate: Placed
}

function placeOf(candidate: Placed): readonly Place[] {
  const { passage, sentences, at } = candidate
  const sentence = sentences[at]
  return sentence ? [{ passage, sentence, candidate }] : []
}

// "It is valid for 14 days" says nothing without the sentence before it, and "You find it in …" belongs to the one before:
// they are one quote.
function withNeighbours({ passage, candidate }: Place): readonly Place[] {
  const { at, sentences } = candidate
  const from = leansOnTheOneBefore(candidate, at) ? at - 1 : at
  const to = leansOnTheOneBefore(candidate, at + 1) ? at + 1 : at
  const [first, last] = [sentences[from], sentences[to]]
  if (!first || !last) return []
  const plain = sentences.slice(from, to + 1).map((sentence) => sentence.plain)
  return [{ passage, candidate, sentence: { ...first, end: last.end, plain: plain.join(' ') } }]
}

function leansOnTheOneBefore({ passage, sentences }: Placed, at: number): boolean {
  const [before, sentence] = [sentences[at - 1], sentences[at]]
  if (!before || !sentence || passage.text.slice(before.end, sentence.start).includes('\n')) return false
  return /^(?:this|that|these)\b|^(?:\p{L}+\s+){0,3}(?:it|they|them|then)\b/iu.test(sentence.plain)
}

// Of rows the head is the same.
function saidOnce(sentences: readonly CitedSentence[]): readonly CitedSentence[] {
  const said = new Set<string>()
  return sentences.filter(({ text }) => !said.has(text) && said.add(text))
}

function quoted(place: Place): CitedSentence {
  const { passage, sentence } = place
  return { text: sentence.plain, evidence: [evidenceAt(passage, sentence)] }
}
