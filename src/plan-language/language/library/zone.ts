/** Instants as a clock on a wall shows them, and back. A wall time is written as if it were UTC, in milliseconds. */
export interface Zone {
  toWall(time: number): number
  /** Where a clock is put forward, a time that it skips is that much later; where it is put back, the first of the two. */
  fromWall(wall: number): number
}

/** UTC, where there is nothing to compute. */
export const UTC: Zone = { toWall: (time) => time, fromWall: (wall) => wall }

/** A zone by its IANA name; null where there is none of that name. The times come from the V8 that runs this. */
export function createZone(name: string): Zone | null {
  if (!IANA_NAME.test(name)) return null
  const format = formatIn(name)
  if (!format) return null
  const toWall = (time: number): number => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const seconds = new Date(0)
    // Not Date.UTC, which takes the years 0 to 99 for 1900 and on.
    seconds.setUTCFullYear(part('year'), part('month') - 1, part('day'))
    seconds.setUTCHours(part('hour'), part('minute'), part('second'))
    return seconds.getTime() + (((time % 1_000) + 1_000) % 1_000)
  }
  const fromWall = (wall: number): number => {
    const byOffsetAt = (time: number) => wall - (toWall(time) - time)
    const [first, second] = [byOffsetAt(wall - DAY_MS), byOffsetAt(wall + DAY_MS)]
    return toWall(first) !== wall && toWall(second) === wall ? second : first
  }
  return { toWall, fromWall }
}

const DAY_MS = 86_400_000
// A place or UTC. Offsets such as +02:00 and old short names say nothing of when clocks change.
const IANA_NAME = /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+){1,2})$/u

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}
