import type { Slot } from '#plan-language/slot.ts'
import { hasCorrection, type Language } from '../language.ts'
import { isWholeUtterance } from '../utterance/negation-scope.ts'
import { isSameValue, readSlot, type SlotReading, type Taken } from './read-slot.ts'
import type { FilledSlot } from '../reading.ts'
import { slotName } from './slot-name.ts'
import { findPattern } from '../find-phrases.ts'

export type Slots = Readonly<Record<string, FilledSlot>>
type Declared = Readonly<Record<string, Slot>>

export interface Filling {
  readonly slots: Slots
  /** Slots that got a value, another one, or lost theirs ("not damaged"). */
  readonly filled: readonly string[]
  readonly changed: readonly string[]
  readonly dropped: readonly string[]
  readonly unsure: Readonly<Record<string, Unsure>>
  /** What can't be taken, with the reason in words. */
  readonly problems: Readonly<Record<string, string>>
}

/** Whether a slot is still empty: no value, no candidate and no invalid value was given for it. */
export function isLacking({ slots, unsure, problems }: Filling, name: string): boolean {
  return slots[name] === undefined && unsure[name] === undefined && problems[name] === undefined
}

/** An ambiguous slot, to be disambiguated by a question. */
export interface Unsure {
  readonly choices: readonly FilledSlot[]
  /** Several values were named, rather than one that may be read in several ways. */
  readonly areSeveral: boolean
  /** It is asked about also where the slot is optional. */
  readonly mustAsk: boolean
}

export interface FillingContext {
  readonly language: Language
  /** The frozen clock of the turn, ISO 8601. */
  readonly now: string
  /** What earlier messages filled. */
  readonly earlier?: Slots
  /** The slot that was asked for; what fits it is taken for it first. */
  readonly open?: string | null
}

/**
 * Finds each slot's value in the requester's own typed words: what isn't there, or may be meant otherwise, is asked for.
 * What earlier messages filled changes where this one says so ("no, A12", "A12 instead", "not damaged, late", or
 * nothing but "A12"); another value that is only mentioned is asked about.
 */
export function fillSlots(declared: Declared, typed: string, context: FillingContext): Filling {
  const { earlier = {}, open = null } = context
  const names = Object.keys(declared)
  const held = names.filter((name) => earlier[name] != null && earlier[name].value !== null)
  const lacking = names.filter((name) => !held.includes(name) && name !== open)
  const corrects = held.length > 0 && hasCorrection(typed, context.language)
  const asked = open === null || held.includes(open) ? [] : [open]
  // Who corrects speaks of what was said last, and answers no question by it.
  const order = corrects ? [...held.toReversed(), ...asked, ...lacking] : [...asked, ...lacking, ...held.toReversed()]
  const filling = emptyFilling(earlier)
  let taken: Taken = []
  for (const name of order) {
    const slot = declared[name]
    if (!slot) continue
    const label = slotName(name, slot)
    const isHeld = held.includes(name)
    const isAsked =
      name === open || (isHeld && (slot.type === 'number' || slot.type === 'integer' || slot.type === 'money'))
    const within = longerValues(declared, name, typed)
    const reading = readSlot(slot, typed, { ...context, isAsked, label }, [...taken, ...within])
    if (!isHeld) keep(filling, name, reading, name === open)
    else {
      const isAll = isWholeUtterance(typed, reading.taken, { language: context.language, label })
      // A word of a choice is soon said of something else; an order number isn't.
      correct(filling, name, { reading, isMeant: corrects || isAll, isTelling: slot.type !== 'choice' })
    }
    taken = [...taken, ...reading.taken]
  }
  return filling
}

// "Order A58 to 60 Canal Street, Manchester M1 3HE": M1 is a piece of an address and no order.
function longerValues(declared: Declared, name: string, typed: string): Taken {
  const own = declared[name]
  if (own?.type !== 'pattern') return []
  const found = findPattern(own.pattern, typed)
  return Object.entries(declared)
    .flatMap(([other, slot]) => (other !== name && slot.type === 'pattern' ? findPattern(slot.pattern, typed) : []))
    .filter((span) =>
      found.some(({ start, end }) => start >= span.start && end <= span.end && end - start < span.end - span.start),
    )
}

interface Changing {
  slots: Record<string, FilledSlot>
  filled: string[]
  changed: string[]
  dropped: string[]
  unsure: Record<string, Unsure>
  problems: Record<string, string>
}

function emptyFilling(earlier: Slots): Changing {
  return { slots: { ...earlier }, filled: [], changed: [], dropped: [], unsure: {}, problems: {} }
}

function keep(filling: Changing, name: string, reading: SlotReading, mustAsk: boolean): void {
  if (reading.kind === 'value') {
    filling.slots[name] = reading.filled
    filling.filled.push(name)
  }
  if (reading.kind === 'which') {
    const { choices, isOnePlace } = reading
    filling.unsure[name] = { choices, areSeveral: !isOnePlace, mustAsk: mustAsk || isOnePlace }
  }
  if (reading.kind === 'wrong') filling.problems[name] = reading.problem
}

function correct(
  filling: Changing,
  name: string,
  {
    reading,
    isMeant,
    isTelling,
  }: { readonly reading: SlotReading; readonly isMeant: boolean; readonly isTelling: boolean },
): void {
  const held = filling.slots[name]
  if (!held) return
  const isDenied = reading.denied.some((value) => isSameValue(value, held.value))
  if (reading.kind === 'value' && !isSameValue(reading.filled.value, held.value)) {
    if (isMeant || isDenied) {
      filling.slots[name] = reading.filled
      filling.changed.push(name)
    } else if (isTelling) {
      delete filling.slots[name]
      filling.unsure[name] = { choices: [held, reading.filled], areSeveral: false, mustAsk: true }
    }
    return
  }
  const isInQuestion = (isMeant || isDenied) && (reading.kind === 'which' || reading.kind === 'wrong')
  if (isInQuestion || (isDenied && reading.kind === 'none')) {
    delete filling.slots[name]
    if (reading.kind === 'none') filling.dropped.push(name)
    keep(filling, name, reading, true)
  }
}
