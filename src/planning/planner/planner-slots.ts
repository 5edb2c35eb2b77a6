import type { Label, Source } from '#plan-language/values/label.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { PlanReply } from '#models/prompts.ts'
import type { Route } from '#dialogue/contract.ts'
import type { PlannerWords } from './planner-words.ts'
import { isVerbatim } from '#dialogue/utterance/verbatim.ts'

/** Words for a model's program, by their slots' names. */
export type SlotWords = Readonly<Record<string, string>>

const SLOT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/u
const MOST_SLOTS = 20

/**
 * What a program is given already: the words that the reading of the message pointed out, and what the model's earlier
 * programs in the turn took from the requester's messages, those of earlier rounds among them. Words that two wishes give by one name are left to the program.
 */
export function knownSlots(route: Route | null, programs: readonly { readonly slots: Slots }[]): SlotWords {
  const values = (route?.to === 'plan' && route.values) || []
  const read = [...Map.groupBy(values.filter(isNamed), ({ name }) => name)].flatMap(([name, said]) => {
    const texts = new Set(said.map(({ words }) => words.trim()))
    return texts.size === 1 ? [...texts].map((text) => [name, text] as const) : []
  })
  return Object.assign(Object.fromEntries(read.slice(0, MOST_SLOTS)), ...programs.map(({ slots }) => textsOf(slots)))
}

/** The slots that a reply names, as many as a program needs. */
export function slotsOfReply({ slots }: PlanReply): SlotWords {
  const named = slots.filter(isNamed).slice(0, MOST_SLOTS)
  return Object.fromEntries(named.map(({ name, text }) => [name, text]))
}

/**
 * Words that stand in the message carry whose they are, and as control what the model knew when it chose them. A text that doesn't stand
 * in it is the model's own.
 */
export function labelledWords(
  slots: SlotWords,
  { typed }: PlannerWords,
  { whose, literals }: { readonly whose: Source; readonly literals: Label },
): Slots {
  const said: Label = { data: [whose], ctrl: literals.ctrl }
  return Object.fromEntries(
    Object.entries(slots).map(([name, value]) => [
      name,
      { value, labels: { '': isVerbatim(value, typed) ? said : literals } },
    ]),
  )
}

/** The slots of an attempt that are texts, as all of a model's are. */
export function textsOf(slots: Slots): SlotWords {
  return Object.fromEntries(
    Object.entries(slots).flatMap(([name, { value }]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

function isNamed({ name }: { readonly name: string }): boolean {
  return SLOT_NAME.test(name)
}
