import { leaves, type Json } from '#core/json.ts'
import { nearestLabel, type Label } from '#core/label.ts'
import { dayIn, daysBetween } from '#dialogue/days.ts'
import { whereSaid } from '#dialogue/said-verbatim.ts'
import type { VouchedReads } from './read-rows.ts'

/**
 * Whether a value stands as it is, word for word, in something that was read and that it hangs on, or is the day that is as
 * many days from today as a number says that does, and all that it hangs on is vouched for: a program took it out of there,
 * by a key or a pattern, and added nothing of its own.
 */
export function isReadWordForWord(value: Json, { data }: Label, around: VouchedReads): boolean {
  if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) return false
  if (!around.isVouchedFor({ data, ctrl: [] })) return false
  const days = data.includes('clock') && typeof value === 'string' ? daysFromToday(value, around) : null
  const wanted = days === null ? [value] : [value, days]
  return around.reads.some(({ answer }) => {
    if (!answer.ok) return false
    const { value: read, labels } = answer
    return [...leaves(read)].some(([pointer, leaf]) => {
      // A passage has one label, which is that of all in it.
      const from = nearestLabel(labels, pointer)?.data ?? []
      const isPart = from.length > 0 && from.every((source) => data.includes(source))
      return isPart && wanted.some((each) => leaf === each || isWordOf(each, leaf))
    })
  })
}

function isWordOf(value: string | number, leaf: Json): boolean {
  return typeof leaf === 'string' && whereSaid(String(value), leaf) !== null
}

function daysFromToday(value: string, { zone, now }: VouchedReads): number | null {
  const days = daysBetween(dayIn(zone, now), value)
  return days === 0 ? null : days
}
