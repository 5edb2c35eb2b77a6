import { leaves, type Json } from '#core/json.ts'
import { NO_SOURCES, type Label, type Labels } from '#core/label.ts'
import { whereSaid } from '#dialogue/said-verbatim.ts'
import type { JournalEntry } from '#plan/contract.ts'

/**
 * Whether a value stands as it is, word for word, in something that was read and that it hangs on, and all that it hangs on
 * is vouched for: a program took it out of there, by a key or a pattern, and added nothing of its own.
 */
export function isReadWordForWord(
  value: Json,
  { data }: Label,
  {
    reads,
    isVouchedFor,
  }: { readonly reads: readonly JournalEntry[]; readonly isVouchedFor: (label: Label) => boolean },
): boolean {
  if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) return false
  if (!isVouchedFor({ data, ctrl: [] })) return false
  return reads.some(({ answer }) => {
    if (!answer.ok) return false
    const { value: read, labels } = answer
    return [...leaves(read)].some(([pointer, leaf]) => {
      const from = labelAt(labels, pointer).data
      const isPart = from.length > 0 && from.every((source) => data.includes(source))
      return isPart && (leaf === value || (typeof leaf === 'string' && whereSaid(String(value), leaf) !== null))
    })
  })
}

// A passage has one label, which is that of all in it.
function labelAt(labels: Labels, pointer: string): Label {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const label = labels[at]
    if (label) return label
    if (at === '') return NO_SOURCES
  }
}
