import type { Agent, WorkingHours } from '#agents/contract.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** When people come that a conversation is passed on to: null where that is now, or nobody said when. */
export function opensAt({ handOver, zone }: Pick<Agent, 'handOver' | 'zone'>, now: Date): Date | null {
  const { hours } = handOver ?? {}
  if (!hours || !zone) return null
  // Clocks show whole seconds.
  const time = Math.floor(now.getTime() / 1_000) * 1_000
  const wall = wallTime(zone, time)
  const today = Math.floor(wall / DAY_MS) * DAY_MS
  const openings = daysOf(today).flatMap((day) => hours.filter(isOn(day)).map((each) => opening(day, each)))
  const next = openings.filter(({ end }) => end > wall).toSorted((a, b) => a.begin - b.begin)[0]
  return next === undefined || next.begin <= wall ? null : momentOf(zone, next.begin, time + next.begin - wall)
}

function daysOf(today: number): readonly number[] {
  return Array.from({ length: 8 }, (_, index) => today + index * DAY_MS)
}

function isOn(day: number) {
  const weekday = new Date(day).getUTCDay()
  return ({ days }: WorkingHours): boolean => days.includes(weekday)
}

function opening(day: number, { from, to }: WorkingHours) {
  return { begin: day + from * MINUTE_MS, end: day + to * MINUTE_MS }
}

// Clocks may change in between.
function momentOf(zone: string, wall: number, near: number): Date {
  return new Date(near + wall - wallTime(zone, near))
}

/** What the clocks of a zone show, as the milliseconds that UTC has then. */
function wallTime(zone: string, time: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    time,
  )
  return Date.parse(`${shown.replace(' ', 'T')}Z`)
}
