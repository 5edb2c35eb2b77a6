/** A day of the calendar, without a time: `2027-03-12`. Days compare as their texts do. */
export type Day = string

const DAY_MS = 86_400_000

/** The day of these parts; null where the calendar has none, as on 31 February. Years have four digits. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1000 || year > 9999) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** From Monday, 0, on. */
export function weekdayOf(day: Day): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

/** Which day it is in a zone (IANA) at a time (ISO 8601). */
export function dayIn(zone: string, now: string): Day {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const parts = new Map(format.formatToParts(new Date(now)).map(({ type, value }) => [type, value]))
  return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`
}

export function partsOf(day: Day): readonly [year: number, month: number, day: number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}
