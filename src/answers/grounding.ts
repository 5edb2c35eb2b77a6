import { comparedText } from '#text/compared-text.ts'
import { memoized } from '#core/memoized.ts'
import { type CitedSentence, isQuotedFrom } from './place/cited-text.ts'
import { datesIn, isSameDate, type NamedDate } from './grounding/dates.ts'
import { flipsNegation } from './grounding/negation.ts'
import { quantitiesIn, type Quantities, type Quantity } from './grounding/quantities.ts'
import { sentencesOf } from '#text/sentences.ts'
import { findInStretch, type FoundQuote, type Stretch } from './place/stretch.ts'

/** The tokenizing of texts, for further checks of sentences. */
export { contentWords, stems } from '#text/content-words.ts'
export { plainText } from '#text/sentences.ts'
export { sentencesOf }

/** A sentence that a model wrote, with what it says the passages say. `passage` counts stretches from 1, as they were given. */
export interface QuotedSentence {
  readonly text: string
  readonly quotes: readonly { readonly passage: number; readonly quote: string }[]
}

/** The ground of a sentence: the stretches as they were given, and the question, whose names it may repeat. */
export interface Ground {
  readonly stretches: readonly Stretch[]
  readonly question: string
}

/** Keeps the sentences that a passage supports, as `groundSentence` says. The rest is dropped. */
export function groundSentences(sentences: readonly QuotedSentence[], ground: Ground): readonly CitedSentence[] {
  return sentences.flatMap((sentence) => groundSentence(sentence, ground) ?? [])
}

/**
 * A sentence with the evidence for it, or null where a passage doesn't support it. Each quote that is kept stands in its
 * own passage word for word (white space alone may differ); there is at least one; every number with its unit, every
 * date and every weekday of the sentence stands in them; and the sentence doesn't say one of them without its "not".
 * An order's number may also come from the question.
 */
export function groundSentence(sentence: QuotedSentence, ground: Ground): CitedSentence | null {
  return groundFound(sentence.text, findQuotes(sentence, ground), ground)
}

/** Those of a sentence's quotes that stand in their passages. */
export function findQuotes(
  { quotes }: Pick<QuotedSentence, 'quotes'>,
  { stretches }: Pick<Ground, 'stretches'>,
): readonly FoundQuote[] {
  return quotes.flatMap(({ passage, quote }) => {
    const stretch = stretches[passage - 1]
    return stretch ? findInStretch(quote, stretch) : []
  })
}

/** The same as `groundSentence` of a sentence whose quotes have been found. */
export function groundFound(
  text: string,
  found: readonly FoundQuote[],
  { question }: Pick<Ground, 'question'>,
): CitedSentence | null {
  const said = text.replaceAll(/\p{White_Space}+/gu, ' ').trim()
  if (said === '' || found.length === 0) return null
  if (!hasItsFacts(said, found, question)) return null
  if (flipsNegation(said, found.flatMap(around))) return null
  return { text: said, evidence: found.map(({ evidence }) => evidence) }
}

function hasItsFacts(said: string, found: readonly FoundQuote[], question: string): boolean {
  const claimed = factsIn(said)
  const given = factsIn(found.map(({ evidence }) => evidence.quote).join('\n'))
  // A table has its units in its head, and a list what it is of in its heading.
  const headings = factsIn(found.map(({ passage }) => `${passage.heading}\n${tableHead(passage.text)}`).join('\n'))
  const names = new Set([...given.names, ...factsIn(question).names])
  const units = new Set([...given.units, ...headings.units])
  return (
    claimed.dates.every((date) => given.dates.some((known) => isSameDate(date, known))) &&
    claimed.names.every((name) => names.has(name)) &&
    [...claimed.weekdays].every((day) => given.weekdays.has(day)) &&
    [...claimed.units].every((unit) => units.has(unit) || AMBIGUOUS.has(unit)) &&
    claimed.quantities.every((quantity) => given.quantities.some((known) => isSame(quantity, known, given, units)))
  )
}

/** Words that are mostly no units where no number stands before them: "I am", "the second". */
const AMBIGUOUS: ReadonlySet<string> = new Set(['second', 'degree', 'am', 'pm'])

/** What a text counts, measures, dates and names. */
export function factsIn(text: string): Quantities & { readonly dates: readonly NamedDate[] } {
  const { dates, rest } = datesIn(comparedText(text))
  return { dates, ...quantitiesIn(rest) }
}

function isSame(said: Quantity, known: Quantity, given: Quantities, units: ReadonlySet<string>): boolean {
  if (said.value !== known.value) return false
  if (said.unit === known.unit) return true
  if (known.unit === null) return said.unit !== null && units.has(said.unit.replace('working ', ''))
  // "It is 14" leaves the unit out; "14 candles" isn't what "14 days" says.
  return said.unit === null && (said.next === null || given.stems.has(said.next))
}

function tableHead(text: string): string {
  return /^\|.*$/mu.exec(text)?.[0] ?? ''
}

/** The sentences of a passage. Those of an answer, and answers of one time, quote the same few passages. */
export const sentencesOfPassage = memoized(sentencesOf, { keyOf: (text) => text, most: 200 })

// The sentences that a quote is taken from, whole: a "not" may stand just before it. An item with what it is of, too.
function around({ evidence, passage }: FoundQuote): readonly string[] {
  const heading = passage.heading.split(' › ').at(-1) ?? ''
  const touched = sentencesOfPassage(passage.text).filter((sentence) => isQuotedFrom(passage, sentence, evidence))
  return touched.flatMap(({ plain, listed }) => (listed ? [plain, `${heading} ${plain}`] : [plain]))
}
