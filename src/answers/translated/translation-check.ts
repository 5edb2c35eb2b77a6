import { factsIn as englishFactsIn } from '../grounding.ts'
import { UNSPACED } from '#text/unspaced-scripts.ts'
import type { Complaint } from '../entailment/complaint.ts'
import { standsLetterByLetter } from '../entailment/letters.ts'
import { readSupport, type EntailmentSupport } from '../entailment/support.ts'
import type { NamedDay } from './day-forms.ts'
import { factsIn, type Counted, type Facts } from './facts-in.ts'
import { unknownName } from './keeps-names.ts'
import { CURRENCIES, UNITS } from './language-names.ts'

/** The languages of a sentence and of what it quotes. */
export interface Languages {
  readonly from: string
  readonly to: string
}

/**
 * Checks a translated sentence against its quotes and returns the first fact that they don't support: a number, an amount or
 * a known unit, a date, a weekday, a name, a link or a code; null where all is theirs. A sentence with none of their numbers
 * in digits may have one in words, and isn't let through. Only an entailment model can judge the rest.
 */
export function findUnsupportedFact(
  text: string,
  support: EntailmentSupport,
  languages: Languages,
): Complaint | { readonly code: 'facts'; readonly at: string } | null {
  const said = factsIn(text, languages.to)
  const wrong = wrongFact(said, support, languages)
  if (wrong !== null) return { code: 'facts', at: wrong }
  const { quotes, headings, question } = support
  const claim = { text: apart(said.rest), words: [] }
  const letters = standsLetterByLetter(
    claim,
    readSupport({ ...support, around: [] }, [], () => []),
    () => [],
  )
  if (letters) return letters
  const name = unknownName(text, { sources: [...quotes, ...headings, question], ...languages })
  return name === null ? null : { code: 'name', at: name }
}

function wrongFact(said: Facts, { quotes, headings }: EntailmentSupport, { from }: Languages): string | null {
  const given = givenIn(quotes.join('\n'), from)
  const units = new Set(
    [...given.numbers, ...givenIn(headings.join('\n'), from).numbers].flatMap((each) => [...each.units]),
  )
  const number = said.numbers.find((each) => !given.numbers.some((known) => isSame(each, known, units)))
  if (number) return String(number.value)
  const day = said.days.find((each) => !given.days.some((known) => isSameDay(each, known)))
  if (day) return JSON.stringify(day)
  if ([...said.weekdays].some((each) => !given.weekdays.has(each))) return 'weekday'
  const hasFigures = (facts: Facts) => facts.numbers.length + facts.days.length > 0
  return hasFigures(given) && !hasFigures(said) ? 'in words' : null
}

// Numbers in words are known of English alone; "a week" is one, and no figure that a translation has to have.
function givenIn(text: string, language: string): Facts {
  const facts = factsIn(text, language)
  if (language !== 'en') return facts
  const inDigits = new Set(facts.numbers.map(({ value }) => value))
  const inWords = englishFactsIn(text).quantities.flatMap(({ value: written, unit }) => {
    const [value, name] = [Number(written), unit?.replace('working ', '') ?? '']
    if (Number.isNaN(value) || value === 1 || inDigits.has(value)) return []
    return [{ value, units: new Set(UNITS.includes(name) || CURRENCIES.has(name) ? [name] : []) }]
  })
  return { ...facts, numbers: [...facts.numbers, ...inWords] }
}

// A unit in words that aren't known is left to who reads it; of money it isn't.
function isSame(said: Counted, known: Counted, units: ReadonlySet<string>): boolean {
  if (said.value === null || said.value !== known.value) return false
  const [own, given] = [[...said.units], [...known.units]]
  if (own.length === 0) return !given.some((unit) => CURRENCIES.has(unit))
  return own.some((unit) => (given.length === 0 ? units.has(unit) : known.units.has(unit)))
}

function isSameDay(said: NamedDay, given: NamedDay): boolean {
  return (['year', 'month', 'day'] as const).every((part) => said[part] === null || said[part] === given[part])
}

const LATIN_NEXT = new RegExp(String.raw`(?<=${UNSPACED})(?=[\p{Script=Latin}\p{N}])`, 'gv')
const UNSPACED_NEXT = new RegExp(String.raw`(?<=[\p{Script=Latin}\p{N}])(?=${UNSPACED})`, 'gv')

// A code in a text without blanks stands by itself: “A12の返品”.
function apart(text: string): string {
  return text.replaceAll(LATIN_NEXT, ' ').replaceAll(UNSPACED_NEXT, ' ')
}
