import type { Asking, Route } from '#dialogue/contract.ts'
import { withSlots } from '../route/requested-intent.ts'
import type { Filling } from '#dialogue/slot-filling/fill-slots.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { shownValue } from '#dialogue/slot-filling/read-slot.ts'
import type { Dialogue, OpenDialogue } from './dialogue.ts'

/** Answers in a row that don't help before a person is offered. */
export const MOST_TRIES = 3

/**
 * What comes after slots were filled: the question for the next that is missing, in the order of the header; then, where
 * the playbook wants it and changes nothing, the question whether to go ahead; then its plan.
 */
export function nextQuestion(
  dialogue: Dialogue,
  filling: Filling,
  { note = null, open = null }: { readonly note?: string | null; readonly open?: string | null } = {},
): Route {
  const { playbook, language, now, intent } = dialogue
  const { slots } = filling
  const about = { playbook: playbook.name, slots: { ...slots }, note, tries: 0, turns: 0, at: now, intent }
  const missing = Object.keys(playbook.slots).find(
    (name) => isAskedFor(dialogue, filling, name) || (name === open && slots[name] === undefined),
  )
  if (missing === undefined) {
    if (dialogue.confirmsInWords)
      return { to: 'confirm', ...about, note: sentences(note, changedText(dialogue, filling)) }
    const asked = intent && withSlots(intent, playbook, slots)
    return { to: 'playbook', playbook: playbook.name, slots: { ...slots }, intent: asked, note }
  }
  const problem = filling.problems[missing] ?? null
  const unsure = filling.unsure[missing]
  const slot = playbook.slots[missing]
  const named = unsure?.areSeveral && slot ? unsure.choices.map(({ value }) => shownValue(slot, value, language)) : []
  const several = named.length > 0 ? language.say.several(named) : null
  return {
    to: 'ask-slot',
    ...about,
    note: sentences(note, changedText(dialogue, filling), problem, several),
    missing,
    choices: several === null ? [...(unsure?.choices ?? [])] : [],
  }
}

/** Asks the open question once more; after too many times a person is offered, or it ends. */
export function askAgain(
  { asking, now, hasPerson }: OpenDialogue,
  note: string | null,
  choices: Extract<Asking, { to: 'ask-slot' }>['choices'] = [],
): Route {
  const tries = asking.tries + 1
  const again = { ...asking, tries, turns: 0, at: now, note }
  if (tries < MOST_TRIES) return again.to === 'ask-slot' ? { ...again, choices } : again
  if (!hasPerson || tries >= 2 * MOST_TRIES) return { to: 'cancelled', playbook: asking.playbook, because: 'given-up' }
  const missing = asking.to === 'confirm' ? null : asking.missing
  const { playbook, slots, turns, intent } = asking
  return { to: 'offer-person', playbook, slots, turns, note, tries, at: now, intent, missing }
}

/** Sentences one after the other; null where there is none. */
export function sentences(...parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null && part !== '')
  return said.length === 0 ? null : said.join(' ')
}

// An optional slot is asked for where its playbook says so, or where what was said of it can't be taken as it stands.
function isAskedFor({ playbook }: Dialogue, { slots, unsure, problems }: Filling, name: string): boolean {
  const slot = playbook.slots[name]
  if (!slot || slots[name] !== undefined) return false
  return !slot.optional || slot.always || problems[name] !== undefined || unsure[name]?.mustAsk === true
}

function changedText({ playbook, language }: Dialogue, { changed, slots }: Filling): string | null {
  const values = changed.map((name) => {
    const slot = playbook.slots[name]
    const filled = slots[name]
    return slot && filled ? language.say.value(slotName(name, slot), shownValue(slot, filled.value, language)) : name
  })
  return values.length === 0 ? null : language.say.changed(values.join(', '))
}
