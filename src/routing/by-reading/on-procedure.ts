import type { NamedPlaybook } from '#agents/contract.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import type { Route } from '#dialogue/contract.ts'
import type { ReadWish } from '#dialogue/matching/message-reading.ts'
import { toolsToPlanWith } from '#turn/agent-runtime.ts'
import { dialogueOf } from '../dialogue/dialogue.ts'
import { nextQuestion } from '../dialogue/next-question.ts'
import { earlierRequest } from '../earlier/earlier-request.ts'
import { withProposed } from '../earlier/with-proposed.ts'
import type { Filling } from '#dialogue/slot-filling/fill-slots.ts'
import type { Slot } from '#plan-language/slot.ts'
import type { Heard } from './heard.ts'
import { readIntent } from './read-intent.ts'
import { readValues } from './read-values.ts'

/** What is to be done, or looked up, goes to the procedure that does just this, with what was said of its slots. */
export async function onProcedure(heard: Heard): Promise<Route | null> {
  const { wish, record, services } = heard
  if (wish.act !== 'do' && wish.act !== 'ask') return null
  const playbook = procedureOf(heard)
  // Who asks about a deed doesn't ask for it.
  if (!playbook || (wish.act === 'ask' && changesSomething(playbook, record.live))) return null
  const intent = readIntent(heard, playbook)
  const dialogue = dialogueOf(record, playbook, { intent })
  const { filling, unread } = readValues(dialogue.playbook.slots, { words: heard.words, values: wish.values }, dialogue)
  const isComplete = missingSlot(dialogue.playbook.slots, filling) === null
  if ((unread.length > 0 || (wish.from === 'tools' && !isComplete)) && canPlan(heard)) return planned(heard, playbook)
  const deed = await earlierRequest(services, record, playbook, { typed: heard.words, filling })
  if (deed && 'route' in deed) return deed.route
  const known = deed ? { ...filling, slots: { ...filling.slots, ...deed.slots } } : filling
  return nextQuestion(dialogue, await withProposed(record, playbook, known))
}

function missingSlot(declared: Readonly<Record<string, Slot>>, { slots }: Filling): string | null {
  return Object.entries(declared).find(([name, { optional }]) => !optional && slots[name] === undefined)?.[0] ?? null
}

/** Of these a planner, who sees what was said before, can make more than we can say of our own accord. */
const IN_CONTEXT: ReadonlySet<ReadWish['act']> = new Set(['answer', 'yes', 'yes-if', 'change', 'tell'])

/**
 * What no procedure does, and all that has to be looked up first, a model plans; so it does what is said to nothing that is open
 * here, since a program may have asked for it.
 */
export function onPlanned(heard: Heard): Route | null {
  const { act, from, question } = heard.wish
  const isLookedUp = from === 'tools' && (act === 'ask' || IN_CONTEXT.has(act))
  const isInContext = IN_CONTEXT.has(act) && question === null
  if (!(act === 'do' || isLookedUp || isInContext)) return null
  return canPlan(heard) ? planned(heard, procedureOf(heard)) : null
}

/** Whether a model has tools to plan with. */
export function canPlan({ record: { live } }: Heard): boolean {
  return toolsToPlanWith(live).length > 0
}

/**
 * What a model is to plan, with the words that were pointed out. `procedure`: what does it, once it is looked up to what; where
 * that was asked, what was said of it before is told too.
 */
export function planned(heard: Heard, procedure?: NamedPlaybook): Extract<Route, { to: 'plan' }> {
  const { wish, dialogue } = heard
  const before = Object.entries(dialogue && dialogue.playbook.name === procedure?.name ? dialogue.asking.slots : {})
  const values = [
    ...wish.values,
    ...before.flatMap(([name, { said: words }]) =>
      words === '' || wish.values.some((value) => value.name === name) ? [] : [{ name, words }],
    ),
  ]
  return {
    to: 'plan',
    intent: readIntent(heard, null),
    ...(values.length > 0 && { values }),
    ...(procedure && { procedure: procedure.name }),
  }
}

// What answers our question is about what we asked for.
function procedureOf({ wish, dialogue, record: { live } }: Heard): NamedPlaybook | undefined {
  const name = wish.procedure ?? (wish.act === 'answer' ? dialogue?.playbook.name : undefined)
  return live.agent.playbooks.find((playbook) => playbook.name === name)
}
