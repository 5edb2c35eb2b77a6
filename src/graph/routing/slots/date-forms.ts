import type { DateWords } from '../language/language.ts'
import { escapePattern } from './escape-pattern.ts'
import { addDays, dayOf, partsOf, weekdayOf, type Day } from './days.ts'

export interface DateSurroundings {
  readonly today: Day
  readonly order: 'dmy' | 'mdy' | null
  readonly earliest: Day | null
  readonly latest: Day | null
}

/** One way in which people write a day. */
export interface DateForm {
  /** Global: it finds every one. */
  readonly pattern: RegExp
  /** The days that it may be, none where the calendar has no such day. */
  read(
    match: RegExpExecArray,
    around: DateSurroundings,
  ): { readonly days: readonly Day[]; readonly isSeenFromToday?: boolean }
}

/** The forms of a language, the more particular first. */
export function dateForms(words: DateWords, numbers: readonly string[]): readonly DateForm[] {
  return [...inDigits(), ...withMonth(words), ...fromToday(words, numbers)]
}

const BEFORE = String.raw`(?<![\p{L}\p{N}\p{M}_/:@]|\p{N}[.\-])`
const AFTER = String.raw`(?![\p{L}\p{N}\p{M}_@]|[.\-/:]\p{N})`
const form = (body: string) => new RegExp(`${BEFORE}(?:${body})${AFTER}`, 'giu')

function inDigits(): readonly DateForm[] {
  return [
    {
      pattern: form(String.raw`(\d{4})([-/.])(\d{1,2})\2(\d{1,2})`),
      read: ([, year, , month, day]) => exactly(year, month, day),
    },
    {
      pattern: form(String.raw`(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})`),
      read: ([, day, month, year]) => exactly(year, month, day),
    },
    {
      pattern: form(String.raw`(\d{1,2})([-/])(\d{1,2})\2(\d{4})`),
      read: ([, one, , two, year], { order }) => ({
        days: [
          ...(order === 'mdy' ? [] : exactly(year, two, one).days),
          ...(order === 'dmy' ? [] : exactly(year, one, two).days),
        ],
      }),
    },
  ]
}

function withMonth({ months, of }: DateWords): readonly DateForm[] {
  const month = `(${months.flat().map(escapePattern).join('|')})`
  const day = String.raw`(\d{1,2})(?:st|nd|rd|th|\.)?`
  const year = String.raw`(?:[ ,]{1,2}(\d{4}))?`
  const read = (
    day: string | undefined,
    name: string | undefined,
    year: string | undefined,
    around: DateSurroundings,
  ) => {
    const number = months.findIndex((names) => names.includes((name ?? '').toLowerCase())) + 1
    return year === undefined ? inSomeYear(number, Number(day), around) : exactly(year, String(number), day)
  }
  return [
    {
      pattern: form(`${day} (?:${escapePattern(of)} )?${month}\\.?${year}`),
      read: ([, one, name, last], around) => read(one, name, last, around),
    },
    {
      pattern: form(`${month}\\.? (?:the )?${day}${year}`),
      read: ([, name, one, last], around) => read(one, name, last, around),
    },
  ]
}

function fromToday(words: DateWords, numbers: readonly string[]): readonly DateForm[] {
  const days = Object.keys(words.days).toSorted((one, other) => other.length - one.length)
  const count = String.raw`(\d{1,3}|an?|${numbers.join('|')})`
  const units = [...words.inDays, ...words.inWeeks].toSorted((one, other) => other.length - one.length)
  const weekdays = words.weekdays.join('|')
  return [
    {
      pattern: form(`(?:the )?(${days.join('|')})`),
      read: ([, name = ''], { today }) => seen(addDays(today, words.days[name.toLowerCase()] ?? 0)),
    },
    {
      pattern: form(`${words.in} ${count} (${units.join('|')})`),
      read: ([, many = '', unit = ''], { today }) => {
        const number = /^\d/.test(many) ? Number(many) : Math.max(numbers.indexOf(many.toLowerCase()), 1)
        return seen(addDays(today, number * (words.inWeeks.includes(unit.toLowerCase()) ? 7 : 1)))
      },
    },
    {
      pattern: form(`(?:(${Object.keys(words.weeks).join('|')}) )?(${weekdays})`),
      read: ([, week, name = ''], { today }) => {
        const which = words.weekdays.indexOf(name.toLowerCase())
        return seen(...weekday(which, week === undefined ? null : (words.weeks[week.toLowerCase()] ?? 0), today))
      },
    },
  ]
}

function exactly(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): { readonly days: readonly Day[] } {
  const found = dayOf(Number(year), Number(month), Number(day))
  return { days: found === null ? [] : [found] }
}

function seen(...days: readonly Day[]) {
  return { days, isSeenFromToday: true }
}

// The next one to come; where that is out of bounds, the last that has been; where both are, the next.
function inSomeYear(month: number, day: number, { today, earliest, latest }: DateSurroundings) {
  const [year] = partsOf(today)
  // Eight years on there has been a 29 February.
  const years = Array.from({ length: 17 }, (_, index) => year - 8 + index)
  const days = years.flatMap((each) => dayOf(each, month, day) ?? [])
  const next = days.find((each) => each >= today)
  const last = days.findLast((each) => each < today)
  const isTaken = (each: Day | undefined) =>
    each !== undefined && (earliest === null || each >= earliest) && (latest === null || each <= latest)
  const meant = !isTaken(next) && isTaken(last) ? last : next
  return seen(...(meant === undefined ? [] : [meant]))
}

/**
 * A weekday alone is the next to come, and on that weekday itself today or the next. "Next" is the one of next week and,
 * where that is another, the next to come: people mean both. "Last" likewise. Weeks begin on Monday.
 */
function weekday(which: number, week: -1 | 0 | 1 | null, today: Day): readonly Day[] {
  const ofThisWeek = addDays(today, which - weekdayOf(today))
  const toCome = ofThisWeek > today ? ofThisWeek : addDays(ofThisWeek, 7)
  const hasBeen = ofThisWeek < today ? ofThisWeek : addDays(ofThisWeek, -7)
  if (week === null) return ofThisWeek === today ? [today, toCome] : [toCome]
  if (week === 0) return [ofThisWeek]
  return week === 1 ? [toCome, addDays(ofThisWeek, 7)] : [hasBeen, addDays(ofThisWeek, -7)]
}
