import { languageOf, type Speaker } from '../language-of.ts'
import { findDates } from '../slots/date.ts'
import type { Day } from '../slots/days.ts'

export interface TimeSurroundings {
  readonly speaker: Speaker
  /** The IANA zone in which it is "today". */
  readonly zone: string
  /** ISO 8601. */
  readonly now: string
}

/** The days that somebody's words say, in digits, in words or seen from today; those that can be read in one way alone. */
export function mentionedDays(words: string, { speaker, zone, now }: TimeSurroundings): ReadonlySet<Day> {
  const slot = { type: 'date', zone, order: null, earliest: null, latest: null } as const
  const found = speaker.languages.flatMap((code) =>
    findDates(slot, words, { language: languageOf(speaker, code), now, isAsked: false, label: '' }),
  )
  const days = found.flatMap(({ readings: [first, ...others] }) => (first && others.length === 0 ? [first.value] : []))
  return new Set(days.filter((day) => typeof day === 'string'))
}

/** A time of day as people write it: `9:30`, `19:30`. */
export const TIME_OF_DAY =
  /(?<![\p{L}\p{N}:.,-])(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?![\p{L}\p{N}:]|[.,-]\p{N})/gu

/** The times of day in somebody's words, as `09:30`. */
export function mentionedTimes(words: string): ReadonlySet<string> {
  const found = [...words.matchAll(TIME_OF_DAY)]
  return new Set(found.map(({ groups }) => `${(groups?.['hour'] ?? '').padStart(2, '0')}:${groups?.['minute'] ?? ''}`))
}

/** The parts of a day or a time as tools take them; null for any other text. */
export function timeParts(
  value: string,
): { readonly day: Day; readonly time: string | null; readonly isUtc: boolean } | null {
  const groups = WRITTEN.exec(value)?.groups
  if (!groups) return null
  const { day = '', time = null, utc } = groups
  return { day, time, isUtc: utc !== undefined }
}

const WRITTEN = /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2})(?::00(?:\.0+)?)?(?<utc>Z)?)?$/u
