import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { bearingOn } from '#dialogue/utterance/bearing.ts'
import { detectLanguage } from '#dialogue/detect-language.ts'
import { fillSlots } from '#dialogue/slot-filling/fill-slots.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { Slot } from '#plan-language/slot.ts'

/** An example of a playbook that says one value and no more, so that another can stand in its place. */
export interface ExampleOfOneValue {
  readonly slot: Slot
  readonly label: string
  readonly before: string
  readonly after: string
  /** Whether it asks for the deed by itself. */
  readonly asks: boolean
}

interface Exemplified {
  readonly agent: Agent
  readonly playbook: NamedPlaybook
  readonly language: string
  /** The frozen clock of the turn, ISO 8601. */
  readonly now: string
}

/**
 * The examples of a playbook, in one of the agent's languages, that say one value. They are looked through once: all of a
 * folder's cost as much as the rest of a turn.
 */
export function examplesOfOneValue(of: Exemplified): readonly ExampleOfOneValue[] {
  const byLanguage = known.get(of.playbook) ?? new Map<string, readonly ExampleOfOneValue[]>()
  const found = byLanguage.get(of.language) ?? lookThrough(of)
  known.set(of.playbook, byLanguage.set(of.language, found))
  return found
}

const known = new WeakMap<NamedPlaybook, Map<string, readonly ExampleOfOneValue[]>>()

function lookThrough({ agent, playbook, language, now }: Exemplified): readonly ExampleOfOneValue[] {
  const spoken = languageOf(agent, language)
  return playbook.examples.flatMap((example) => {
    if (!isIn(example, language, agent)) return []
    const { filled } = fillSlots(playbook.slots, example, { language: spoken, now })
    const [name] = filled
    const slot = name === undefined ? undefined : playbook.slots[name]
    // No clock decides what these take.
    if (filled.length !== 1 || name === undefined || (slot?.type !== 'pattern' && slot?.type !== 'email')) return []
    const label = slotName(name, slot)
    const { taken } = readSlot(slot, example, { language: spoken, now, isAsked: false, label })
    const [place] = taken
    if (!place || taken.length !== 1) return []
    const [before, after] = [example.slice(0, place.start), example.slice(place.end)]
    return [{ slot, label, before, after, asks: isWish(example, playbook, agent) }]
  })
}

// Said as it stands there, an example begins; a question is one to others.
function isWish(example: string, playbook: NamedPlaybook, { languages }: Agent): boolean {
  return !example.includes('?') && bearingOn(example, playbook, languages).is === 'perhaps'
}

function isIn(example: string, language: string, { languages }: Agent): boolean {
  if (languages.length === 1) return true
  const detected = detectLanguage(example, languages)
  return detected.is === 'known' && detected.language === language
}
