import { type RankedPassage, rankedSentences } from './best-sentences.ts'
import type { CitedSentence, Evidence } from './cited-text.ts'
import { factsIn, type Ground } from './grounding.ts'
import { contentWords } from './language/content-words.ts'
import type { RarityOf } from './rarity.ts'
import { findInStretch } from './stretch.ts'

/** What documents say that don't agree. */
export interface Contradiction {
  /** Two quotes at least, each of another document. */
  readonly sides: readonly CitedSentence[]
  /** Whether they say numbers of one kind, or dates, that differ; otherwise that they don't agree is a model's word. */
  readonly isCertain: boolean
}

/**
 * A contradiction that a model names, if it stands there: quotes that are found word for word in their passages, of two
 * documents at least, the first of each, and about the same by their words. Null where it doesn't.
 */
export function groundContradiction(
  quotes: readonly { readonly passage: number; readonly quote: string }[],
  { stretches }: Ground,
): Contradiction | null {
  const found = quotes.flatMap(({ passage: number, quote }): readonly Evidence[] => {
    const stretch = stretches[number - 1]
    return stretch ? findInStretch(quote, stretch).map(({ evidence }) => evidence) : []
  })
  const [first, ...others] = ofDifferentDocuments(
    found.map((evidence) => ({ text: plain(evidence.quote), evidence: [evidence] })),
  )
  if (!first) return null
  const about = others.filter(({ text }) => sharedStems(first.text, text) >= SHARED_AT_LEAST)
  return severalOf(
    [first, ...about],
    about.some((other) => disagree(first, other)),
  )
}

/** Words that quotes share whose contradiction a model names. */
const SHARED_AT_LEAST = 2

/** How much of the words of the shorter of two sentences the other has to say, to be about the same. */
const ALIKE = 0.6
/** Words that two sentences have to share at least: "within 5 working days" alone is about nothing. */
const SHARED = 3
/** What is this much less of an answer than the best isn't the other side of it. */
const NEARLY = 0.7

/**
 * What answers a question in two ways: sentences of different documents, both nearly as good as the best, in nearly the
 * same words, with numbers of one kind that differ, or dates that do. Null where the documents agree.
 */
export function contradictingSentences(
  question: string,
  passages: readonly RankedPassage[],
  rarityOf: RarityOf,
): Contradiction | null {
  const ranked = rankedSentences(question, passages, rarityOf)
  const [best] = ranked
  if (!best) return null
  const others = ranked.filter(({ score, cited }) => score >= best.score * NEARLY && disagree(best.cited, cited))
  return severalOf(ofDifferentDocuments([best.cited, ...others.map(({ cited }) => cited)]), true)
}

function disagree(left: CitedSentence, right: CitedSentence): boolean {
  const shared = sharedStems(left.text, right.text)
  const fewer = Math.min(subjectOf(left.text).size, subjectOf(right.text).size)
  if (shared < SHARED || shared / fewer < ALIKE) return false
  const [facts, otherFacts] = [factsIn(left.text), factsIn(right.text)]
  const kinds = new Set(facts.quantities.flatMap(({ unit }) => unit ?? []))
  const differing = [...kinds].some((unit) => {
    const values = valuesOf(facts.quantities, unit)
    const otherValues = valuesOf(otherFacts.quantities, unit)
    return otherValues.size > 0 && [...values].every((value) => !otherValues.has(value))
  })
  const days = facts.dates.map((date) => JSON.stringify(date))
  const otherDays = otherFacts.dates.map((date) => JSON.stringify(date))
  return differing || (days.length > 0 && otherDays.length > 0 && days.every((day) => !otherDays.includes(day)))
}

function valuesOf(quantities: ReturnType<typeof factsIn>['quantities'], wanted: string): ReadonlySet<string> {
  return new Set(quantities.flatMap(({ unit, value }) => (unit === wanted ? [value] : [])))
}

function sharedStems(left: string, right: string): number {
  const others = subjectOf(right)
  return [...subjectOf(left)].filter((stem) => others.has(stem)).length
}

// What it is about, without what it says of it: numbers differ where documents do.
function subjectOf(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).flatMap(({ stem }) => (/\p{N}/u.test(stem) ? [] : [stem])))
}

function ofDifferentDocuments(sentences: readonly CitedSentence[]): readonly CitedSentence[] {
  const documents = new Set<string | undefined>()
  return sentences.filter(({ evidence: [first] }) => {
    const id = first?.document.id
    const isNew = !documents.has(id)
    documents.add(id)
    return isNew
  })
}

function severalOf(sides: readonly CitedSentence[], isCertain: boolean): Contradiction | null {
  return sides.length < 2 ? null : { sides, isCertain }
}

function plain(quote: string): string {
  return quote.replaceAll(/\p{White_Space}+/gu, ' ').trim()
}
