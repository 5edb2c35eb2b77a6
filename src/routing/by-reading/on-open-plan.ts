import { isMailChannel } from '#core/outside-principal.ts'
import type { Route } from '#dialogue/contract.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { dialogueOf } from '../dialogue/dialogue.ts'
import { nextQuestion } from '../dialogue/next-question.ts'
import { callPlans } from '../open-plan/call-open-plan.ts'
import { beganWith } from '../open-plan/began-with.ts'
import { asksRequester, decided } from '../open-plan/requester-decision.ts'
import { told, whichOf, withdrawn } from '../open-plan/plan-calls.ts'
import { isAbout } from '../open-plan/plan-words.ts'
import { isOpen } from '../open-plan/plans-in-thread.ts'
import { consents } from './consents.ts'
import type { Heard } from './heard.ts'
import { readIntent } from './read-intent.ts'
import { canPlan, planned } from './on-procedure.ts'
import { readValues } from './read-values.ts'

/**
 * A yes in one's own words to the one plan that waits for it, or to each where it is read as a yes to all that do: its
 * requester's own, where a second reader takes it for one too and it names nothing that the plan doesn't have. Anything less
 * shows the card again, and never makes another.
 */
export async function onYes(heard: Heard): Promise<Route | null> {
  const { wish, record, services, plans, words, typed, isOnly } = heard
  if (wish.act !== 'yes') return null
  const waiting = plans.filter(({ status }) => status === 'waiting').toReversed()
  const [only, ...others] = waiting.filter((plan) => asksRequester(plan, record))
  const meant = waiting.find(({ id }) => id === wish.planId) ?? (others.length === 0 ? only : undefined)
  const newest = waiting.at(-1)
  if (!only) return newest ? told(newest, 'others') : null
  if (!meant) return whichOf([only, ...others], words.trim(), 'approve')
  if (!asksRequester(meant, record)) return told(meant, 'others')
  const agreedTo = [meant.id, ...(wish.agreedTo ?? [])]
  const isToAll = [only, ...others].every(({ id }) => agreedTo.includes(id))
  const mayDecide = record.isInPerson && !isMailChannel(record.channel) && isToAll
  const isAboutIt = isAbout(isOnly ? typed : words, [], meant, record.live)
  if (!mayDecide || !isAboutIt || !(await consents(heard, meant))) return told(meant, 'shown')
  return decided(services, record, meant, 'approve')
}

/** A no, or a change of mind, takes back the plan that it is about; of several it is asked which. */
export function onNo({ wish, plans, words, record }: Heard): Route | null {
  if (wish.act !== 'no') return null
  const open = plans.filter(isOpen)
  const meant = open.find(({ id }) => id === wish.planId)
  if (meant) return withdrawn(meant)
  const about = open.filter(
    (plan) => isAbout(words, [], plan, record.live) && (wish.procedure === null || plan.playbook === wish.procedure),
  )
  const [only, ...others] = about
  if (only) return others.length === 0 ? withdrawn(only) : whichOf(about.toReversed(), words.trim())
  const [last] = plans
  // What was done can't be taken back, and that is told.
  return last?.status === 'done' && last.effects.length > 0 && wish.procedure === last.playbook ? withdrawn(last) : null
}

/** A plan that is wanted otherwise is made anew in the place of the one that waits. */
export async function onChange(heard: Heard): Promise<Route | null> {
  const { wish, plans, services, record, words } = heard
  if (wish.act !== 'change') return null
  const open = plans.filter(isOpen)
  const meant = open.find(({ id }) => id === wish.planId) ?? (open.length === 1 ? open[0] : undefined)
  if (!meant) return open.length === 0 ? null : whichOf(open.toReversed(), words.trim())
  const planCall: PlanCall = { do: 'withdraw', planIds: [meant.id], instead: true }
  const changed = await changedSlots(heard, meant)
  if (changed) return { ...changed, planCall }
  const byWords = await callPlans(services, record, { words, open: [meant] })
  if (byWords) return byWords
  if (!canPlan(heard)) return told(meant, 'shown')
  return { ...planned(heard), planCall }
}

// What a procedure was begun with, and what is said now instead.
async function changedSlots(heard: Heard, plan: PlanRecord): Promise<Route | null> {
  const { services, record, wish, words } = heard
  const begun = await beganWith(services, record, plan)
  if (!begun) return null
  const dialogue = dialogueOf(record, begun.playbook, { intent: readIntent(heard, begun.playbook) })
  const said = { words, values: wish.values }
  const { filling, unread } = readValues(begun.playbook.slots, said, { ...dialogue, earlier: begun.slots })
  const isOther = filling.changed.length + filling.dropped.length > 0
  return isOther && unread.length === 0 ? nextQuestion(dialogue, filling) : null
}
