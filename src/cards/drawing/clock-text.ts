import { threadTexts } from '../texts/thread-texts.ts'

/** The reader's now and time zone; without a zone, the machine's own. */
export interface Clock {
  readonly now: Date
  readonly timeZone?: string | undefined
}

/** A moment as a clock time: "09:14" today, "Sat 09:14" within six days, else "28 Nov 09:14". */
export function clockText(iso: string, clock: Clock): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const time = format(at, clock, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (dayOf(at, clock) === dayOf(clock.now, clock)) return time
  const isNear = Math.abs(at.getTime() - clock.now.getTime()) < 6 * 86_400_000
  const day = isNear
    ? format(at, clock, { weekday: 'short' })
    : format(at, clock, { day: 'numeric', month: 'short' }).replace('Sept', 'Sep')
  return `${day} ${time}`
}

/** A deadline, always with its day so that it can't be taken for another one: "Sat 09:14". */
export function deadlineText(iso: string, clock: Clock): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const text = clockText(iso, clock)
  return text.includes(' ') ? text : `${format(at, clock, { weekday: 'short' })} ${text}`
}

function dayOf(at: Date, clock: Clock): string {
  return format(at, clock, { dateStyle: 'short' })
}

function format(at: Date, clock: Clock, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(threadTexts.clockLocale, { ...options, timeZone: clock.timeZone }).format(at)
}
