import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { anaphorIn } from '#dialogue/utterance/ellipsis.ts'
import type { EarlierTurn } from '#turn/read-turn.ts'
import type { Slots } from '#dialogue/slot-filling/fill-slots.ts'
import type { Language } from '#dialogue/language.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import type { FilledSlot } from '#dialogue/reading.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { Span } from '#dialogue/span.ts'
import { findPattern } from '#dialogue/find-phrases.ts'

interface Pointing {
  readonly typed: string
  /** Newest first. */
  readonly turns: readonly EarlierTurn[]
  readonly languages: readonly string[]
}

/**
 * Resolves anaphora to slots: "it" is the one entity that the newest message with any named, "the other one" the only other
 * that was named. Empty where that may be several.
 */
export function resolveAnaphora(
  { slots }: NamedPlaybook,
  { typed, turns, languages }: Pointing,
  language: Language,
): Slots {
  const at = anaphorIn(typed, languages)
  if (at === null) return {}
  for (const [name, slot] of Object.entries(slots)) {
    if (slot.type !== 'pattern' || slot.optional) continue
    const context = { language, now: '', isAsked: false, label: slotName(name, slot) }
    const named = turns
      .map((turn) => {
        const reading = readSlot(slot, turn.typed, context)
        if (reading.kind === 'value') return [reading.filled]
        return reading.kind === 'which' ? reading.choices : []
      })
      .filter((values) => values.length > 0)
    const one = at === 'it' ? single(named[0] ?? []) : theOther(named)
    if (one) return { [name]: one }
  }
  return {}
}

function single(values: readonly FilledSlot[]): FilledSlot | null {
  return values.length === 1 ? (values[0] ?? null) : null
}

function theOther([newest = [], ...before]: readonly (readonly FilledSlot[])[]): FilledSlot | null {
  const last = single(newest)
  if (!last) return null
  const others = before.flat().filter(({ value }) => value !== last.value)
  return new Set(others.map(({ value }) => value)).size === 1 ? (others[0] ?? null) : null
}

/** Where a text names what a slot with a pattern takes. */
export function valuesIn({ playbooks }: Pick<Agent, 'playbooks'>, text: string): readonly Span[] {
  const patterns = playbooks.flatMap(({ slots }) =>
    Object.values(slots).flatMap((slot) => (slot.type === 'pattern' ? [slot.pattern] : [])),
  )
  const found = [...new Set(patterns)].flatMap((pattern) => findPattern(pattern, text))
  return found
    .filter(({ start, end }, index) => found.findIndex((one) => one.start <= start && one.end >= end) === index)
    .toSorted((one, other) => one.start - other.start)
}
