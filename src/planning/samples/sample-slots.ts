import type { NamedPlaybook } from '#agents/contract.ts'
import { labelledSlots } from '#dialogue/slot-filling/labelled-slots.ts'
import type { FilledSlot, SlotValue } from '#dialogue/reading.ts'
import { choiceValues, findPattern } from '#dialogue/find-phrases.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { Slot } from '#plan-language/slot.ts'

export interface SampleSlots {
  readonly slots: Slots
  /** False where a pattern is in no example of the playbook: then its value is one that nobody would say. */
  readonly isLikeReal: boolean
}

/** The slots that a playbook is tried out with: all of them filled, and, where some are optional, without those. */
export function sampleSlots(
  { slots: declared, examples }: Pick<NamedPlaybook, 'slots' | 'examples'>,
  { requester, nowMs }: { readonly requester: string; readonly nowMs: number },
): readonly SampleSlots[] {
  const values = Object.entries(declared).map(
    ([name, slot]) => [name, slot, sampleOf(slot, { examples, nowMs })] as const,
  )
  const filled = (entries: typeof values): SampleSlots => ({
    slots: labelledSlots(
      declared,
      Object.fromEntries(entries.map(([name, , value]) => [name, filledBy(value)])),
      () => `user:${requester}`,
    ),
    isLikeReal: entries.every(([, , value]) => value !== null),
  })
  const needed = values.filter(([, slot]) => !slot.optional)
  return needed.length === values.length ? [filled(values)] : [filled(values), filled(needed)]
}

/** What stands for a pattern that no example names. */
const UNKNOWN = 'A1'

function filledBy(value: SlotValue): FilledSlot {
  return { value: value ?? UNKNOWN, said: '', by: [] }
}

interface Saying {
  readonly examples: readonly string[]
  readonly nowMs: number
}

function sampleOf(slot: Slot, { examples, nowMs }: Saying): SlotValue {
  switch (slot.type) {
    case 'pattern':
      return examples.flatMap((example) => findPattern(slot.pattern, example))[0]?.readings[0]?.value ?? null
    case 'choice':
      return choiceValues(slot.of)[0] ?? null
    case 'money':
      return slot.min[0] ?? slot.max[0] ?? { amount: 1_250, currency: slot.currency ?? slot.currencies[0] ?? 'EUR' }
    case 'date':
      return new Date(nowMs).toISOString().slice(0, 10)
    case 'email':
      return `somebody@${slot.domains?.[0] ?? 'site.example'}`
    case 'number':
    case 'integer':
      return slot.min ?? slot.max ?? 1
    case 'text':
      return 'Some words'.padEnd(slot.min, '.').slice(0, slot.max)
  }
}
