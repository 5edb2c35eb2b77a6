import type { ReadWish } from '#dialogue/matching/message-reading.ts'
import { fillSlots, type Filling, type FillingContext } from '#dialogue/slot-filling/fill-slots.ts'
import { isSameValue, readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { Slot } from '#plan-language/slot.ts'

/** What a wish says of a procedure's slots. */
export interface ReadValues {
  readonly filling: Filling
  /** Slots of which something is said that our rules can't read: the procedure as it stands can't do what is wanted. */
  readonly unread: readonly string[]
}

/**
 * What a wish says of a procedure's slots. The reading points at the words, and our rules read the value from them. What has to
 * be known and it points at nothing for, they look for among the wish's words; what may be left out they don't ("the other one"
 * is no reason).
 */
export function readValues(
  declared: Readonly<Record<string, Slot>>,
  { words, values }: { readonly words: string; readonly values: ReadWish['values'] },
  context: FillingContext,
): ReadValues {
  const needed = Object.entries(declared).filter(([name, { optional }]) => !optional || name === context.open)
  const filling = fillSlots(Object.fromEntries(needed), words, context)
  const read = {
    ...filling,
    slots: { ...filling.slots },
    filled: [...filling.filled],
    changed: [...filling.changed],
    unsure: { ...filling.unsure },
    problems: { ...filling.problems },
  }
  const unread: string[] = []
  for (const { name, words: said } of values) {
    const slot = declared[name]
    if (!slot) continue
    const label = slotName(name, slot)
    const reading = readSlot(slot, said, { language: context.language, now: context.now, isAsked: true, label })
    if (reading.kind === 'none') {
      // In what words somebody gives one of a few reasons is theirs; what a thing is called isn't.
      if (slot.type !== 'choice') unread.push(name)
      continue
    }
    delete read.unsure[name]
    delete read.problems[name]
    const before = context.earlier?.[name]
    if (reading.kind === 'value') {
      const isSame = before !== undefined && isSameValue(before.value, reading.filled.value)
      if (isSame) continue
      read.slots[name] = { ...reading.filled, by: [...reading.filled.by, 'model'] }
      const told = before === undefined ? read.filled : read.changed
      if (!told.includes(name)) told.push(name)
    } else {
      delete read.slots[name]
      if (reading.kind === 'wrong') read.problems[name] = reading.problem
      else read.unsure[name] = { choices: reading.choices, areSeveral: !reading.isOnePlace, mustAsk: true }
    }
  }
  return { filling: read, unread }
}
