import type { Zone } from './zone.ts'

/** How much to add. The calendar's units go by the zone's wall clock, the others are so many milliseconds. */
export type Duration = Readonly<Record<Unit, number>>

/** The units of a duration. */
export type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds'

/** How long the units that always last the same are, in milliseconds. */
export const LENGTHS = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
} as const

/** All units, the longest first. */
export const UNITS: readonly Unit[] = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']

/** A month after 31 January is the last of February: a day that a month hasn't is its last. */
export function addDuration(time: number, duration: Duration, zone: Zone): number {
  const { hours, minutes, seconds } = duration
  const start = zone.toWall(time)
  const wall = addMonths(start, duration.years * 12 + duration.months) + daysOf(duration) * LENGTHS.days
  // A wall time that stays isn't turned back: of an hour that comes twice, it could be the second.
  const instant = wall === start ? time : zone.fromWall(wall)
  return instant + hours * LENGTHS.hours + minutes * LENGTHS.minutes + seconds * LENGTHS.seconds
}

function daysOf({ weeks, days }: Duration): number {
  return weeks * 7 + days
}

function addMonths(wall: number, months: number): number {
  const date = new Date(wall)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + months, 1)
  const last = new Date(date)
  last.setUTCMonth(last.getUTCMonth() + 1, 0)
  date.setUTCDate(Math.min(day, last.getUTCDate()))
  return date.getTime()
}

/** A wall time by a pattern of these fields; null where the pattern has letters that are none of them. */
export function formatWall(wall: number, pattern: string): string | null {
  const date = new Date(wall)
  let isKnown = true
  const text = pattern.replaceAll(/[A-Za-z]+/gu, (field) => {
    const write = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
    if (!write) isKnown = false
    return write?.(date) ?? ''
  })
  return isKnown ? text : null
}

const two = (number: number) => String(number).padStart(2, '0')
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The fields of a pattern. Names are in English. */
export const FIELDS: Readonly<Record<string, (date: Date) => string>> = {
  yyyy: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  MMMM: (date) => MONTHS[date.getUTCMonth()] ?? '',
  MMM: (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  dd: (date) => two(date.getUTCDate()),
  d: (date) => String(date.getUTCDate()),
  EEEE: (date) => DAYS[date.getUTCDay()] ?? '',
  EEE: (date) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3),
  HH: (date) => two(date.getUTCHours()),
  H: (date) => String(date.getUTCHours()),
  mm: (date) => two(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
}
