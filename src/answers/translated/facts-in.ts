import { comparedText } from '#text/compared-text.ts'
import { dateForms, type NamedDay } from './day-forms.ts'
import { languageNames, type LanguageNames } from './language-names.ts'
import { anyWord, isUnspaced } from './word-pattern.ts'

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

/** Letters that a language may put behind the name of a unit. */
const MOST_ENDING = 3

/** “5 to 8 days”: both are days. */
const RANGE = /^\s*(?:[-–—~]|\p{L}{1,4})\s*\d[\d.,]*/u
/** “2 working days”. */
const ONE_WORD = /^\s*[\p{L}\p{M}-]+\s+/u

// What the text goes on with, behind the other end of a range and one word more.
function unitsBehind(text: string, names: LanguageNames): ReadonlySet<string> {
  const behind = text.replace(RANGE, '')
  const found = unitsNext(text, names, 1) ?? unitsNext(behind, names, 1)
  // “2 Arbeitstage in …”: what is only an inch there may be any word.
  return found ?? unitsNext(behind.replace(ONE_WORD, ''), names, MOST_ENDING) ?? NONE
}

const NONE: ReadonlySet<string> = new Set()

// Of the longest name that is there, of so many letters at least.
function unitsNext(text: string, { units }: LanguageNames, least: number): ReadonlySet<string> | undefined {
  const next = text.replace(/^[\s-]*/u, '').toLowerCase()
  let longest = ' '.repeat(least - 1)
  for (const name of units.keys())
    if (name.length > longest.length && next.startsWith(name) && isNamed(name, next)) longest = name
  return units.get(longest)
}

function isNamed(name: string, next: string): boolean {
  const behind = next.slice(name.length)
  if (!/\p{L}$/u.test(name) || isUnspaced(name)) return true
  const ending = /^[\p{L}\p{M}]*/u.exec(behind)?.[0].length ?? 0
  return ending === 0 || isUnspaced(behind) || (name.length >= MOST_ENDING && ending <= MOST_ENDING)
}

function unitsBefore(text: string, { units }: LanguageNames): Iterable<string> {
  const sign = /(?:(?<!\p{L})[A-Z]{3}|\p{Sc}|[A-Z]{1,2}\p{Sc})[\s\u00a0]?$/u.exec(text)?.[0].trim().toLowerCase()
  return sign === undefined ? [] : (units.get(sign) ?? [])
}

function weekdaysIn(text: string, { weekdays }: LanguageNames): ReadonlySet<number> {
  const small = text.toLowerCase()
  return new Set([...weekdays].flatMap(([name, day]) => (new RegExp(anyWord([name]), 'u').test(small) ? [day] : [])))
}
