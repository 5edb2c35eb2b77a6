import { rankedSentences } from './place/ranked-sentences.ts'
import type { CitedSentence } from './place/cited-text.ts'
import { conflictOf } from './contradiction/conflict.ts'
import { type PlacedSentence, subjectsOf } from './contradiction/subject.ts'
import type { Ground } from './grounding.ts'
import { contentWords } from '#text/content-words.ts'
import { plainText } from '#text/sentences.ts'
import type { RankedFind } from './ranking/ranked-find.ts'
import { findInStretch } from './place/stretch.ts'

/** A contradiction between documents. */
export interface Contradiction {
  /** Two quotes at least, each of another document. */
  readonly sides: readonly CitedSentence[]
  /** Whether they say other values, or yes and no, of the same; otherwise it may be of two things, or is a model's word. */
  readonly isCertain: boolean
}

interface Side {
  readonly cited: CitedSentence
  readonly placed: PlacedSentence
}

/**
 * Verifies a contradiction that a model names: quotes that are found word for word in their passages, of two
 * documents at least, the first of each, and about the same by their words and what stands above them. Null where it doesn't.
 */
export function groundContradiction(
  quotes: readonly { readonly passage: number; readonly quote: string }[],
  { stretches }: Ground,
): Contradiction | null {
  const found = quotes.flatMap(({ passage: number, quote }): readonly Side[] => {
    const stretch = stretches[number - 1]
    return stretch
      ? findInStretch(quote, stretch).map(({ passage, evidence }) => sideOf(evidence, passage.heading))
      : []
  })
  const [first, ...others] = ofDifferentDocuments(found)
  if (!first) return null
  const known = severalInConflict(first, others)
  return known ?? severalOf([first, ...others.filter(({ placed }) => mayBeAboutTheSame(first.placed, placed))], false)
}

// Those that certainly say otherwise, where there are any; else those that may.
function severalInConflict(first: Side, others: readonly Side[]): Contradiction | null {
  const judged = others.flatMap((side) => {
    const conflict = conflictOf(first.placed, side.placed)
    return conflict ? [{ side, conflict }] : []
  })
  const certain = judged.filter(({ conflict }) => conflict === 'certain')
  const chosen = certain.length > 0 ? certain : judged
  return severalOf(ofDifferentDocuments([first, ...chosen.map(({ side }) => side)]), certain.length > 0)
}

function sideOf(evidence: CitedSentence['evidence'][number], heading: string): Side {
  const { document, quote } = evidence
  const text = quote.replaceAll(/\p{White_Space}+/gu, ' ').trim()
  return {
    cited: { text, evidence: [evidence] },
    placed: { text: plainText(quote), title: document.title, heading, quote },
  }
}

/** Words that quotes share whose contradiction a model names. */
const SHARED_AT_LEAST = 2

// Titles such as "Glaze 1" and "Glaze 2" may be two pages about one thing.
function mayBeAboutTheSame(left: PlacedSentence, right: PlacedSentence): boolean {
  const numberless = ({ title, heading, ...rest }: PlacedSentence) => ({
    ...rest,
    title: title.replaceAll(/\d+/gu, ''),
    heading: heading.replaceAll(/\d+/gu, ''),
  })
  return (
    sharedStems(left.text, right.text) >= SHARED_AT_LEAST && subjectsOf(numberless(left), numberless(right)) !== 'other'
  )
}

/** What is this much less of an answer than the best isn't the other side of it. */
const NEARLY = 0.7

/**
 * What answers a question in two ways: sentences of different documents, both nearly as good as the best, that say other
 * values, or yes and no, of the same thing under the same conditions. Null where the documents agree.
 */
export function contradictingSentences(found: RankedFind): Contradiction | null {
  const ranked = rankedSentences(found).map(({ cited, said, heading, score }) => {
    const [evidence] = cited.evidence
    const placed = { text: said, title: evidence?.document.title ?? '', heading, quote: evidence?.quote ?? '' }
    return { cited, placed, score }
  })
  const [best] = ranked
  if (!best) return null
  return severalInConflict(
    best,
    ranked.filter(({ score }) => score >= best.score * NEARLY),
  )
}

function sharedStems(left: string, right: string): number {
  const others = subjectOf(right)
  return [...subjectOf(left)].filter((stem) => others.has(stem)).length
}

// What it is about, without what it says of it: numbers differ where documents do.
function subjectOf(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).flatMap(({ stem }) => (/\p{N}/u.test(stem) ? [] : [stem])))
}

function ofDifferentDocuments(sides: readonly Side[]): readonly Side[] {
  const documents = new Set<string | undefined>()
  return sides.filter(({ cited }) => {
    const id = cited.evidence[0]?.document.id
    const isNew = !documents.has(id)
    documents.add(id)
    return isNew
  })
}

function severalOf(sides: readonly Side[], isCertain: boolean): Contradiction | null {
  return sides.length < 2 ? null : { sides: sides.map(({ cited }) => cited), isCertain }
}
