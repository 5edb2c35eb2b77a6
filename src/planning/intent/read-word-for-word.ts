import { leaves, type Json } from '#core/json.ts'
import { nearestLabel, type Label } from '#plan-language/values/label.ts'
import { verbatimAt } from '#dialogue/utterance/verbatim.ts'
import type { JournalEntry } from '#plan-language/contract.ts'

/** The leaves of all answers that a value was made of, by its label. */
export function* leavesBehind({ data }: Label, reads: readonly JournalEntry[]): Generator<readonly [Json, Label]> {
  for (const { answer } of reads) {
    if (!answer.ok) continue
    for (const [pointer, leaf] of leaves(answer.value)) {
      // A passage has one label, which is that of all in it.
      const from = nearestLabel(answer.labels, pointer)
      if (from && from.data.length > 0 && from.data.every((source) => data.includes(source))) yield [leaf, from]
    }
  }
}

/**
 * Whether a value stands as it is, word for word, in something that was read and that it hangs on: a program took it out of
 * there, by a key or a pattern, and added nothing of its own.
 */
export function isReadWordForWord(value: Json, label: Label, reads: readonly JournalEntry[]): boolean {
  if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) return false
  for (const [leaf] of leavesBehind(label, reads)) {
    if (leaf === value || (typeof leaf === 'string' && verbatimAt(String(value), leaf) !== null)) return true
  }
  return false
}
