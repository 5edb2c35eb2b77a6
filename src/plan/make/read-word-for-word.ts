import { leaves, type Json } from '#core/json.ts'
import { NO_SOURCES, type Label, type Labels } from '#core/label.ts'
import type { Day } from '#dialogue/days.ts'
import { whereSaid } from '#dialogue/said-verbatim.ts'
import type { JournalEntry } from '#plan/contract.ts'

export interface VouchedReads {
  readonly reads: readonly JournalEntry[]
  readonly isVouchedFor: (label: Label) => boolean
  /** The day that it is where the agent is. */
  readonly today: Day
}

/**
 * Whether a value stands as it is, word for word, in something that was read and that it hangs on, or is the day that is as
 * many days from today as a number says that does, and all that it hangs on is vouched for: a program took it out of there,
 * by a key or a pattern, and added nothing of its own.
 */
export function isReadWordForWord(value: Json, { data }: Label, { reads, isVouchedFor, today }: VouchedReads): boolean {
  if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) return false
  if (!isVouchedFor({ data, ctrl: [] })) return false
  const days = data.includes('clock') && typeof value === 'string' ? daysBetween(today, value) : null
  const wanted = days === null || days === 0 ? [value] : [value, days]
  return reads.some(({ answer }) => {
    if (!answer.ok) return false
    const { value: read, labels } = answer
    return [...leaves(read)].some(([pointer, leaf]) => {
      const from = labelAt(labels, pointer).data
      const isPart = from.length > 0 && from.every((source) => data.includes(source))
      return isPart && wanted.some((each) => leaf === each || isWordOf(each, leaf))
    })
  })
}

function isWordOf(value: string | number, leaf: Json): boolean {
  return typeof leaf === 'string' && whereSaid(String(value), leaf) !== null
}

const DAY_MS = 86_400_000

function daysBetween(from: Day, to: string): number | null {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(to)
  const days = isDay ? (Date.parse(to) - Date.parse(from)) / DAY_MS : NaN
  return Number.isInteger(days) ? days : null
}

// A passage has one label, which is that of all in it.
function labelAt(labels: Labels, pointer: string): Label {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const label = labels[at]
    if (label) return label
    if (at === '') return NO_SOURCES
  }
}
