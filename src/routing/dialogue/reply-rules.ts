import type { Route } from '#dialogue/contract.ts'
import { withSlots } from '../route/requested-intent.ts'
import { fillSlots, type Filling, type Slots } from '#dialogue/slot-filling/fill-slots.ts'
import { isOneOf, withoutFillers } from '#dialogue/language.ts'
import { expected, shownValue } from '#dialogue/slot-filling/read-slot.ts'
import type { FilledSlot } from '#dialogue/reading.ts'
import type { OpenDialogue } from './dialogue.ts'
import { askAgain, nextQuestion } from './next-question.ts'

/** What words answer whatever the question is about: "yes", "no", "the first", "skip". Null where they are none of these. */
export function answerInWords(dialogue: OpenDialogue, typed: string): Route | null {
  const { asking, language, playbook } = dialogue
  const is = (phrases: readonly string[]) => isOneOf(typed, phrases, language)
  const cancelled: Route = { to: 'cancelled', playbook: playbook.name, because: 'said' }
  switch (asking.to) {
    case 'offer-person':
      if (is(language.yes)) return { to: 'hand-over' }
      return is(language.no) ? cancelled : null
    case 'confirm':
      if (is(language.yes)) return begun(dialogue)
      return is(language.no) ? cancelled : null
    case 'ask-slot': {
      const chosen = chosenOf(dialogue, asking.choices, typed)
      if (chosen) return withValue(dialogue, asking.missing, chosen)
      const isOptional = playbook.slots[asking.missing]?.optional === true
      if (isOptional && is(language.skip))
        return withValue(dialogue, asking.missing, { value: null, said: typed, by: [] })
      return null
    }
  }
}

/** Takes what a message says of the slots; null where it says nothing of them. */
export function fillFromReply(dialogue: OpenDialogue, typed: string): Route | null {
  const { asking, playbook, language, now } = dialogue
  const open = asking.to === 'confirm' ? null : asking.missing
  return afterFilling(dialogue, fillSlots(playbook.slots, typed, { language, now, earlier: asking.slots, open }))
}

/** Takes what a message corrects of what was said before, and nothing that the open question asks for; else null. */
export function correctedInReply(dialogue: OpenDialogue, typed: string): Route | null {
  const { asking, playbook, language, now } = dialogue
  const filling = fillSlots(playbook.slots, typed, { language, now, earlier: asking.slots })
  const isOnlyThat = filling.changed.length + filling.dropped.length > 0 && filling.filled.length === 0
  return isOnlyThat ? nextQuestion(dialogue, filling) : null
}

/** The next question after a reply; null where the reply told nothing. */
export function afterFilling(dialogue: OpenDialogue, filling: Filling): Route | null {
  const { asking, playbook } = dialogue
  const { filled, changed, dropped, unsure, problems } = filling
  const open = asking.to === 'confirm' ? null : asking.missing
  const isTold = [...filled, ...changed, ...dropped].length > 0
  const asked = Object.keys(playbook.slots).find(
    (name) => problems[name] !== undefined || unsure[name]?.mustAsk === true,
  )
  const isOpenUnsure = open !== null && unsure[open] !== undefined
  if (!isTold && asked === undefined && !isOpenUnsure) return null
  const next = nextQuestion(dialogue, filling, { open })
  // What only makes the same question come again counts as an answer that didn't help.
  if (!isTold && next.to === 'ask-slot' && next.missing === open) {
    return askAgain({ ...dialogue, asking: { ...next, tries: asking.tries } }, next.note, next.choices)
  }
  return next
}

/** Says what was expected, and asks again. */
export function notUnderstood(dialogue: OpenDialogue): Route {
  const { asking, playbook, language } = dialogue
  if (asking.to === 'confirm') return askAgain(dialogue, language.say.confirmAgain)
  if (asking.to === 'offer-person') return askAgain(dialogue, null)
  const slot = playbook.slots[asking.missing]
  return askAgain(dialogue, slot ? language.say.notSeen(expected(slot, language)) : null, asking.choices)
}

// "The first", "the 3 April one", or just "yes" where there is one to choose.
function chosenOf(
  { playbook, language, asking }: OpenDialogue,
  choices: readonly FilledSlot[],
  typed: string,
): FilledSlot | null {
  const [only] = choices
  if (only && choices.length === 1 && isOneOf(typed, language.yes, language)) return only
  const position = language.ordinals.findIndex((phrases) => isOneOf(typed, phrases, language))
  const slot = asking.to === 'ask-slot' ? playbook.slots[asking.missing] : undefined
  const said = withoutFillers(typed, language)
  const byWords = choices.filter(
    ({ value }) => slot && withoutFillers(shownValue(slot, value, language), language) === said,
  )
  return choices[position] ?? (byWords.length === 1 ? (byWords[0] ?? null) : null)
}

/** The playbook with what is known, where its requester was asked whether to go ahead. */
export function begun({ asking: { slots }, intent, playbook }: OpenDialogue): Route {
  const asked = intent && withSlots(intent, playbook, slots)
  return { to: 'playbook', playbook: playbook.name, slots, intent: asked, note: null }
}

function withValue(dialogue: OpenDialogue, name: string, value: FilledSlot): Route {
  const slots: Slots = { ...dialogue.asking.slots, [name]: value }
  return nextQuestion(dialogue, { slots, filled: [name], changed: [], dropped: [], unsure: {}, problems: {} })
}
