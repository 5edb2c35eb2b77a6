import type { Doubt, Intent } from '#core/intent.ts'
import type { Slots } from '#dialogue/slot-filling/fill-slots.ts'
import { isPlainlyRequested, sentencesAt } from '#dialogue/utterance/plain-clause.ts'
import { isVerbatim } from '#dialogue/utterance/verbatim.ts'
import { isAccountedFor, type AroundRequest } from './requested-steps.ts'
import { isAlreadyDone } from '../planner/already-done.ts'
import type { StagedWrite } from './held-values.ts'
import { isMentionedIn, textsIn, valuesIn } from './mentioned-values.ts'
import { placesSaid, type WishMessage } from '../planner/wish-messages.ts'

interface Called {
  readonly intent: Intent
  /** What the procedure was called with, and the slots that it declares. */
  readonly slots: Slots
  readonly declared: Readonly<Record<string, { readonly optional: boolean }>>
  readonly messages: readonly WishMessage[]
  readonly around: AroundRequest
}

/**
 * How a reading by a model, or by the same words as an example, may be doubted by rules that read language: a witness reads it
 * too. That its words don't stand in what was typed (`disagreement`) stays.
 */
const REREAD: readonly Doubt[] = ['speech-act', 'likeness', 'part', 'slot', 'witness', 'unasked-step']

/**
 * Holds the words by which a procedure was called against what was typed: they stand there, plainly asked, its slots were said,
 * every value that is said beside them is in a slot or a step, and nothing of it was done by them before. Whether the words
 * mean this deed isn't judged here.
 */
export function calledSteps(steps: readonly StagedWrite[], called: Called): readonly Doubt[] {
  const { intent, messages, around } = called
  const isReread = intent.recognisedBy === 'model' || intent.recognisedBy === 'example'
  const known = intent.doubts.filter((doubt) => (isReread ? !REREAD.includes(doubt) : doubt !== 'witness'))
  const places = placesSaid(intent, messages)
  if (places === null) return [...known, 'disagreement']
  const values = steps.flatMap(({ args }) => textsIn(args))
  const isPlain = places.every(({ message, words }) => isPlainlyRequested(message.typed, words, values))
  const beside = places.flatMap(({ message: { typed }, words }) => {
    const { start, end } = sentencesAt(typed, words)
    return valuesIn(typed.slice(start, end))
  })
  const isDone = steps.some((step) => isAlreadyDone(step, around.before, around.live))
  return [
    ...known,
    ...(isPlain ? [] : (['speech-act'] as const)),
    ...(areSaid(called) ? [] : (['slot'] as const)),
    ...(beside.every((value) => isTaken(value, steps, called)) ? [] : (['part'] as const)),
    ...(isDone ? (['unasked-step'] as const) : []),
  ]
}

function areSaid({ slots, declared, messages }: Called): boolean {
  const typed = messages.map((message) => message.typed)
  return Object.entries(declared).every(([name, { optional }]) => {
    const filled = slots[name]
    if (filled === undefined || filled.value === null) return optional
    return isVerbatim(filled.said.trim(), typed)
  })
}

function isTaken(value: string, steps: readonly StagedWrite[], { slots, around }: Called): boolean {
  const inSlot = Object.values(slots).some((slot) => isMentionedIn(slot.said, value))
  return inSlot || steps.some((step) => isAccountedFor(value, step, { together: steps, around }))
}
