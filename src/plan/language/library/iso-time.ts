/**
 * Milliseconds since 1970 of ISO 8601 text: a day alone (midnight in UTC), or a day and a time with a zone. Null for
 * anything else. A day that its month hasn't is refused, where `Date` would go on into the next month.
 */
export function isoTime(text: string): number | null {
  const match = ISO_WITH_ZONE.exec(text)
  const time = match ? new Date(text).getTime() : Number.NaN
  if (!match || Number.isNaN(time)) return null
  const [, year, month, day] = match.map(Number)
  const midnight = new Date(0)
  midnight.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0)
  return midnight.getUTCDate() === day && midnight.getUTCMonth() + 1 === month ? time : null
}

const ISO_WITH_ZONE =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/u
