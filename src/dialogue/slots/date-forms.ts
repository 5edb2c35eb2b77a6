import type { DateWords, Language, Week } from '../language.ts'
import { escapePattern } from '#text/escape-pattern.ts'
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
  /** The days that it may be, none where the calendar has no such day. `isNone`: they are other words than for a day. */
  read(
    match: RegExpExecArray,
    around: DateSurroundings,
  ): { readonly days: readonly Day[]; readonly isSeenFromToday?: boolean; readonly isNone?: boolean }
}

/** The forms of a language, the more particular first. */
export function dateForms(words: DateWords, numbers: Language['numbers']): readonly DateForm[] {
  return [...inDigits(words), ...withMonth(words), ...fromToday(words, numbers)]
}

const BEFORE = String.raw`(?<![\p{L}\p{N}\p{M}_/:@]|\p{N}[.\-])`
const AFTER = String.raw`(?![\p{L}\p{N}\p{M}_@]|[.\-/:]\p{N})`
const form = (body: string) => new RegExp(`${BEFORE}(?:${body})${AFTER}`, 'giu')
/** The longer first, so that none is taken for the beginning of another. */
const oneOf = (phrases: readonly string[]) =>
  phrases
    .toSorted((one, other) => other.length - one.length)
    .map(escapePattern)
    .join('|')
const articlesIn = ({ articles }: DateWords) => `(?:(?:${oneOf(articles)}) )?`

function inDigits({ points }: DateWords): readonly DateForm[] {
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
    ...(points ? inPoints() : []),
  ]
}

// Behind the last point there may be the end of a sentence, but no digit.
function inPoints(): readonly DateForm[] {
  return [
    {
      pattern: form(String.raw`(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})`),
      read: ([, day, month, year], { today }) => {
        const nearest = dayOf(nearestYear(Number(year), partsOf(today)[0]), Number(month), Number(day))
        return seen(...(nearest === null ? [] : [nearest]))
      },
    },
    {
      pattern: form(String.raw`(\d{1,2})\.\s?(\d{1,2})\.`),
      read: ([, day, month], around) => inSomeYear(Number(month), Number(day), around),
    },
  ]
}

// Of the years with these last two digits the one that is nearest to this one.
function nearestYear(lastTwo: number, year: number): number {
  const inThisCentury = year - (year % 100) + lastTwo
  if (inThisCentury - year > 50) return inThisCentury - 100
  return year - inThisCentury >= 50 ? inThisCentury + 100 : inThisCentury
}

function withMonth(words: DateWords): readonly DateForm[] {
  const { months, of, ordinals, points } = words
  const month = `(${oneOf(months.flat())})`
  const day = String.raw`(\d{1,2})(?:${[...ordinals.map(escapePattern), String.raw`\.`].join('|')})?`
  const year = String.raw`(?:[ ,]{1,2}(\d{4}))?`
  const between = `${points ? ' ?' : ' '}${of.length === 0 ? '' : `(?:(?:${oneOf(of)}) )?`}`
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
      pattern: form(`${day}${between}${month}\\.?${year}`),
      read: ([, one, name, last], around) => read(one, name, last, around),
    },
    {
      pattern: form(`${month}\\.? ${articlesIn(words)}${day}${year}`),
      read: ([, name, one, last], around) => read(one, name, last, around),
    },
  ]
}

function fromToday(words: DateWords, numbers: Language['numbers']): readonly DateForm[] {
  const count = String.raw`(\d{1,3}|${oneOf([...words.one, ...numbers.flat()])})`
  return [
    {
      pattern: form(`${articlesIn(words)}(${oneOf(Object.keys(words.days))})`),
      read: ([, name = ''], { today }) => {
        const days = words.days[name.toLowerCase()] ?? null
        return days === null ? { days: [], isNone: true } : seen(addDays(today, days))
      },
    },
    {
      pattern: form(`${words.in} ${count} (${oneOf([...words.inDays, ...words.inWeeks])})`),
      read: ([, many = '', unit = ''], { today }) => {
        const inWords = numbers.findIndex((names) => names.includes(many.toLowerCase()))
        const number = /^\d/.test(many) ? Number(many) : Math.max(inWords, 1)
        return seen(addDays(today, number * (words.inWeeks.includes(unit.toLowerCase()) ? 7 : 1)))
      },
    },
    ...weekdayForms(words),
  ]
}

function weekdayForms(words: DateWords): readonly DateForm[] {
  const { weekdays, weeks, weeksBeside } = words
  const name = `(?<name>${oneOf(weekdays.flat())})`
  const positionOf = (match: RegExpExecArray) =>
    weekdays.findIndex((names) => names.includes((match.groups?.['name'] ?? '').toLowerCase()))
  const said = (match: RegExpExecArray) => match.groups?.['week']?.toLowerCase()
  const beside = `(?<week>${oneOf(Object.keys(weeksBeside))})`
  const besides = [`${beside} ${articlesIn(words)}${name}`, `${name} ${beside}`].map((pattern): DateForm => ({
    pattern: form(pattern),
    // A week that is named is that one: "Dienstag nächster Woche" is never this week's.
    read: (match, { today }) =>
      seen(addDays(today, positionOf(match) - weekdayOf(today) + 7 * (weeksBeside[said(match) ?? ''] ?? 0))),
  }))
  return [
    ...(Object.keys(weeksBeside).length === 0 ? [] : besides),
    {
      pattern: form(`(?:(?<week>${oneOf(Object.keys(weeks))}) )?${name}`),
      read: (match, { today }) => {
        const week = said(match)
        return seen(...weekday(positionOf(match), week === undefined ? null : (weeks[week] ?? 0), today))
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
function weekday(which: number, week: Week | null, today: Day): readonly Day[] {
  const ofThisWeek = addDays(today, which - weekdayOf(today))
  const toCome = ofThisWeek > today ? ofThisWeek : addDays(ofThisWeek, 7)
  const hasBeen = ofThisWeek < today ? ofThisWeek : addDays(ofThisWeek, -7)
  if (week === 'to-come') return [toCome]
  if (week === null) return ofThisWeek === today ? [today, toCome] : [toCome]
  if (week === 0) return [ofThisWeek]
  return week === 1 ? [toCome, addDays(ofThisWeek, 7)] : [hasBeen, addDays(ofThisWeek, -7)]
}
