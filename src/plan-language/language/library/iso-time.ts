/** A day alone, or a day and a time as a clock on a wall shows it, with what it is from UTC where the text says so. */
export interface IsoTime {
  /** Milliseconds since 1970 as if it were UTC. */
  readonly wall: number
  /** Milliseconds that the clock is ahead of UTC; null where the text names none. A day alone is its midnight in UTC. */
  readonly offset: number | null
}

/**
 * ISO 8601 text as tools write it: a space for the T, any number of decimals up to 9, an offset with or without a colon.
 * Null for anything else. A day that its month hasn't is refused, where `Date` would go on into the next month.
 */
export function isoTime(text: string): IsoTime | null {
  const [, day, hours = '0', minutes = '0', seconds = '0', fraction = '', zone] = ISO.exec(text) ?? []
  const midnight = day === undefined ? null : midnightOf(day)
  if (midnight === null) return null
  const clock = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000
  const isDay = text.length === day?.length
  return {
    wall: midnight + clock + Number(fraction.slice(0, 3).padEnd(3, '0')),
    offset: isDay ? 0 : zone === undefined ? null : offsetOf(zone),
  }
}

const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?))?)?$/iu

function midnightOf(text: string): number | null {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const midnight = new Date(0)
  // Not Date.UTC, which takes the years 0 to 99 for 1900 and on.
  midnight.setUTCFullYear(year, month - 1, day)
  return midnight.getUTCDate() === day && midnight.getUTCMonth() + 1 === month ? midnight.getTime() : null
}

function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/u.exec(zone) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? -ahead : ahead
}
