import { comparedText } from '#core/compared-text.ts'
import { UNSPACED } from '#core/unspaced-scripts.ts'
import { escapePattern } from '#dialogue/escape-pattern.ts'
import { remembered } from '#core/remembered.ts'
import { languageNames, type LanguageNames } from './language-names.ts'

export interface NamedDay {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
}

export interface Counted {
  /** Null where it can't be said what its separators mean in this language. */
  readonly value: number | null
  /** What it may count or measure; empty where that is in no words that are known. */
  readonly units: ReadonlySet<string>
}

/** What a text in some language counts, measures and dates, as far as digits and the language's names for it tell. */
export interface Facts {
  readonly numbers: readonly Counted[]
  readonly days: readonly NamedDay[]
  /** From Monday on, 0 to 6. */
  readonly weekdays: ReadonlySet<number>
  /** The text with its dates, numbers and signs for money blanked. */
  readonly rest: string
}

/** Reads them of a text in a language, by its code. Numbers in words aren't read. */
export function factsIn(text: string, language: string): Facts {
  const names = languageNames(language)
  const days: NamedDay[] = []
  let rest = withPlainDigits(comparedText(text))
  for (const { pattern, read } of dateForms(language)) {
    rest = rest.replaceAll(pattern, (found: string, ...groups: readonly unknown[]) => {
      const day = read(groups.slice(0, 3).map((group) => (typeof group === 'string' ? group : '')))
      if (!day) return found
      days.push(day)
      return ' '.repeat(found.length)
    })
  }
  const numbers: Counted[] = []
  const counted = rest.replaceAll(NUMBER, (found: string, at: number) => {
    const units = [...unitsBehind(rest.slice(at + found.length), names), ...unitsBefore(rest.slice(0, at), names)]
    numbers.push({ value: valueOf(found, names), units: new Set(units) })
    return ' '.repeat(found.length)
  })
  return { numbers, days, weekdays: weekdaysIn(rest, names), rest: counted.replaceAll(/\p{Sc}/gu, ' ') }
}

/** Thousands may stand apart. What stands at a Latin letter is a code: “A12” counts nothing. */
const NUMBER = /(?<!\p{Script=Latin}[\d./-]*)(?:\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’٫٬]\d+)*)/gu

// Of digits in any script.
function withPlainDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const low = code - (code % 16)
    const isZero = /\p{Nd}/u.test(String.fromCodePoint(low))
    const plain = String((code - (isZero ? low : low + 6)) % 10)
    return plain.padStart(digit.length)
  })
}

// A single comma or point before three digits means a thousand in one language and a decimal in another.
function valueOf(written: string, { group, decimal }: LanguageNames): number | null {
  const plain = written.replaceAll(/[ '’٬]/gu, '').replaceAll('٫', decimal)
  const marks = [...plain.matchAll(/[.,]/gu)].map(([mark]) => mark)
  const [first, ...others] = marks
  if (first === undefined) return Number(plain)
  const last = marks.at(-1) ?? first
  if (others.length === 0) {
    if (!/^[1-9]\d{0,2}[.,]\d{3}$/u.test(plain)) return Number(plain.replace(first, '.'))
    if (first !== group && first !== decimal) return null
    return Number(plain.replace(first, first === decimal ? '.' : ''))
  }
  const isGrouped = marks.slice(0, -1).every((mark) => mark === first)
  if (!isGrouped) return null
  const whole = plain.replaceAll(first, '')
  if (last === first) return /^\d{1,3}(?:[.,]\d{3})+$/u.test(plain) ? Number(whole) : null
  return Number(whole.replace(last, '.'))
}

const UNSPACED_NEXT = new RegExp(`^${UNSPACED}`, 'v')
/** Letters that a language may put behind the name of a unit. */
const MOST_ENDING = 3

// The longest name that the text goes on with.
function unitsBehind(text: string, { units }: LanguageNames): Iterable<string> {
  const next = text.replace(/^[\s\u00a0-]*/u, '').toLowerCase()
  let longest = ''
  for (const name of units.keys())
    if (name.length > longest.length && next.startsWith(name)) longest = isNamed(name, next) ? name : longest
  return longest === '' ? [] : (units.get(longest) ?? [])
}

function isNamed(name: string, next: string): boolean {
  const behind = next.slice(name.length)
  if (!/\p{L}$/u.test(name) || UNSPACED_NEXT.test(name)) return true
  const ending = /^[\p{L}\p{M}]*/u.exec(behind)?.[0].length ?? 0
  return ending === 0 || UNSPACED_NEXT.test(behind) || (name.length >= MOST_ENDING && ending <= MOST_ENDING)
}

function unitsBefore(text: string, { units }: LanguageNames): Iterable<string> {
  const sign = /(?:(?<!\p{L})[A-Z]{3}|\p{Sc}|[A-Z]{1,2}\p{Sc})[\s\u00a0]?$/u.exec(text)?.[0].trim().toLowerCase()
  return sign === undefined ? [] : (units.get(sign) ?? [])
}

function weekdaysIn(text: string, { weekdays }: LanguageNames): ReadonlySet<number> {
  const small = text.toLowerCase()
  return new Set([...weekdays].flatMap(([name, day]) => (new RegExp(oneOf([name]), 'u').test(small) ? [day] : [])))
}

// As whole words, in scripts that have a blank between them.
function oneOf(words: readonly string[]): string {
  const longestFirst = words.toSorted((one, other) => other.length - one.length)
  const any = `(${longestFirst.map(escapePattern).join('|')})`
  return longestFirst.some((word) => UNSPACED_NEXT.test(word))
    ? any
    : String.raw`(?<![\p{L}\p{M}])${any}(?![\p{L}\p{M}])`
}

interface DateForm {
  readonly pattern: RegExp
  /** Null where it is none. */
  read(groups: readonly string[]): NamedDay | null
}

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
const dateForms = remembered(formsOf, { keyOf: (language) => language, most: 100 })

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
  const month = String.raw`${oneOf([...months.keys()])}\.?`
  const day = String.raw`(?<![\p{L}\d.,])(\d{1,2})(?!\d)[\p{L}º°ª.]{0,3}`
  const between = String.raw`[\s\u00a0]*(?:\p{L}{1,3}[\s\u00a0]+|\p{L}['’])?`
  const year = String.raw`(\d{4})(?!\d)`
  const alone = oneOf([...months.keys()].filter((each) => each.length > MOST_ENDING))
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
