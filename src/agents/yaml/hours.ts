import { z } from 'zod'

/** When somebody is there on some days of the week, 0 for Sunday; `from` and `to` in minutes of the day. */
export interface WorkingHours {
  readonly days: readonly number[]
  readonly from: number
  readonly to: number
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const FORM = /^([a-z]{3})(?:-([a-z]{3}))? (\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/

/** `mon-fri 09:00-17:00` or `sat 10:00-14:00`. */
export const Hours = z.string().transform((written, context): WorkingHours => {
  const [, first = '', last = first, ...clock] = FORM.exec(written) ?? []
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)]
  const [fromHour = 99, fromMinute = 0, toHour = 99, toMinute = 0] = clock.map(Number)
  const hours = { days: daysFrom(from, to), from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute }
  const isTime = fromMinute < 60 && toMinute < 60 && hours.from < hours.to && hours.to <= 1_440
  if (from >= 0 && to >= 0 && isTime) return hours
  context.addIssue({
    code: 'custom',
    input: written,
    message: 'must be days and the times of one day, such as mon-fri 09:00-17:00 or sat 10:00-14:00',
  })
  return z.NEVER
})

// Over the weekend, too: sat-mon.
function daysFrom(from: number, to: number): readonly number[] {
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7)
}
