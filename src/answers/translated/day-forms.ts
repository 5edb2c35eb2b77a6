import { memoized } from '#core/memoized.ts'
import { languageNames, type LanguageNames } from './language-names.ts'
import { anyWord } from './word-pattern.ts'

export interface NamedDay {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
}

/** A way to write a date. */
export interface DateForm {
  readonly pattern: RegExp
  /** Null where it is none. */
  read(groups: readonly string[]): NamedDay | null
}

/** Letters of a month's name that may be another word: “may”, “mai”. */
const MOST_SHORT = 3

const ISO: DateForm = {
  pattern: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu,
  read: ([year, month, day]) => ({ year: numberOf(year), month: numberOf(month), day: numberOf(day) }),
}
const EAST_ASIAN: readonly DateForm[] = [
  {
    pattern: /(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]/gu,
    read: ISO.read,
  },
  { pattern: /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]/gu, read: ISO.read },
  { pattern: /()(?<!\d)(\d{1,2})[月월](?![間间])/gu, read: ISO.read },
]

/** How dates are written in a language: with its months' names, in digits, and in the form of all languages. */
export const dateForms = memoized(formsOf, { keyOf: (language) => language, most: 100 })

function formsOf(language: string): readonly DateForm[] {
  const { months, order } = languageNames(language)
  const inDigits: DateForm = {
    pattern: /(?<![\d.,/-])(\d{1,4})([./-])(?=\d{1,2}\2)(\d{1,2}[./-]\d{2,4})(?![\d/-])/gu,
    read: ([first, , others]) => inOrder([first ?? '', ...(others ?? '').split(/[./-]/u)], order),
  }
  return [ISO, ...EAST_ASIAN, ...namedForms(months), inDigits]
}

function namedForms(months: ReadonlyMap<string, number>): readonly DateForm[] {
  if (months.size === 0) return []
  const monthOf = (name: string | undefined) => months.get((name ?? '').toLowerCase()) ?? null
  const month = String.raw`${anyWord([...months.keys()])}\.?`
  const day = String.raw`(?<![\p{L}\d.,])(\d{1,2})(?!\d)[\p{L}º°ª.]{0,3}`
  const between = String.raw`[\s\u00a0]*(?:\p{L}{1,3}[\s\u00a0]+|\p{L}['’])?`
  const year = String.raw`(\d{4})(?!\d)`
  const alone = anyWord([...months.keys()].filter((each) => each.length > MOST_SHORT))
  const form = (source: string, read: DateForm['read']): DateForm => ({ pattern: new RegExp(source, 'giu'), read })
  return [
    form(String.raw`${day}${between}${month}(?:,?${between}${year})?`, ([d, m, y]) => dayOf(d, monthOf(m), y)),
    form(String.raw`${month}[\s\u00a0]+${day}(?:,?[\s\u00a0]+${year})?`, ([m, d, y]) => dayOf(d, monthOf(m), y)),
    form(String.raw`${month}${between}${year}`, ([m, y]) => dayOf('', monthOf(m), y)),
    form(alone, ([m]) => dayOf('', monthOf(m), '')),
  ]
}

function dayOf(day: string | undefined, month: number | null, year: string | undefined): NamedDay {
  return { year: numberOf(year), month, day: numberOf(day) }
}

function inOrder(written: readonly string[], order: LanguageNames['order']): NamedDay | null {
  // What begins with a year is in that order everywhere.
  const isYearFirst = (written[0] ?? '').length > 2
  const places = isYearFirst ? (['year', 'month', 'day'] as const) : order
  const of = (part: 'day' | 'month' | 'year') => Number(written[places.indexOf(part)])
  const [day, month, year] = [of('day'), of('month'), of('year')]
  const isDate = day >= 1 && day <= 31 && month >= 1 && month <= 12
  return isDate ? { day, month, year: year < 100 ? 2000 + year : year } : null
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined || digits === '' ? null : Number(digits)
}
