import { z } from 'zod'

/** A time zone by its IANA name, such as Europe/Berlin, or UTC. */
export const TimeZone = z.string().refine(isTimeZone, 'not a time zone such as Europe/Berlin')

// A place or UTC. Offsets such as +02:00 and old short names say nothing of when clocks change.
const IANA_NAME = /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+){1,2})$/u

function isTimeZone(name: string): boolean {
  try {
    return IANA_NAME.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
