import { isSameText } from '#core/compared-text.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import type { Label, Source } from '#core/label.ts'
import type { PlanAttempt } from '#memory/plans/plan-attempts.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { PlanReply } from '#models/prompts.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { fillSlots, type Slots as FilledSlots } from '#dialogue/fill-slots.ts'
import { languageOf } from '#dialogue/language-of.ts'
import type { PlannerWords } from './planner-words.ts'
import { isSaidVerbatim } from '#dialogue/said-verbatim.ts'

/** Words for a model's program, by their slots' names. */
export type SlotWords = Readonly<Record<string, string>>

const SLOT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/u
const MOST_SLOTS = 20

/** What a playbook would take from the newest message, and what earlier programs took from all of them. */
export function knownSlots(
  { agent }: AgentRuntime,
  { typed: [newest = ''] }: PlannerWords,
  {
    now,
    language,
    failed,
  }: { readonly now: string; readonly language: string; readonly failed: readonly PlanAttempt[] },
): SlotWords {
  const context = { language: languageOf(agent, language), now }
  const found = agent.playbooks.map((playbook) =>
    wordsOf(fillSlots(playbookIn(playbook, language).slots, newest, context).slots),
  )
  const earlier = failed.map(({ slots }) => textsOf(slots))
  return Object.assign({}, ...found, ...earlier)
}

/** The slots that a reply names, as many as a program needs. */
export function slotsOfReply({ slots }: PlanReply): SlotWords {
  const named = slots.filter(({ name }) => SLOT_NAME.test(name)).slice(0, MOST_SLOTS)
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
      { value, labels: { '': isSaidVerbatim(value, typed) ? said : literals } },
    ]),
  )
}

/** The slots of an attempt that are texts, as all of a model's are. */
export function textsOf(slots: Slots): SlotWords {
  return Object.fromEntries(
    Object.entries(slots).flatMap(([name, { value }]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

// A model's program gets words as they were typed; of a choice, its own spelling where only the case differs.
function wordsOf(slots: FilledSlots): SlotWords {
  return Object.fromEntries(
    Object.entries(slots).map(([name, { value, said }]) => [
      name,
      typeof value === 'string' && isSameText(value, said) ? value : said,
    ]),
  )
}
