import type { NamedPlaybook } from '#agents/contract.ts'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { storedIntent } from '#sealed-plan/plan-intent.ts'
import { saidBy } from '../slot-source.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import type { Route } from '#dialogue/contract.ts'
import { plainWords, type Language } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { labelledSlots } from '#dialogue/slot-filling/labelled-slots.ts'
import { isOpen, plansInThread } from './plans-in-thread.ts'

/**
 * Routes a message, unless it is a duplicate of a request that is open in its thread: the same deed with the same values.
 * Then the requester is shown that card, and no second plan is made unless they say that they want it once more.
 */
export async function unlessDuplicateWaits(
  services: Services,
  record: TurnRecord,
  typed: string,
  route: Route,
): Promise<Route> {
  const { live, routeBefore } = record
  if (route.to !== 'playbook' || route.planCall || routeBefore === null) return route
  const playbook = live.agent.playbooks.find(({ name }) => name === route.playbook)
  if (!playbook || !changesSomething(playbook, live)) return route
  const plans = await plansInThread(services, record)
  const asked = valuesOf(labelledSlots(playbook.slots, route.slots, saidBy(record, playbook.name)), playbook)
  const same = plans.find(
    (plan) => isOpen(plan) && plan.playbook === playbook.name && valuesOf(plan.slots, playbook) === asked,
  )
  const language = languageOf(live.agent, record.language)
  if (!same || isOnceMore(typed, same, language)) return route
  return { to: 'open-plan', planCall: { do: 'tell', planId: same.id, why: 'same' } }
}

function valuesOf(slots: PlanRecord['slots'], { slots: declared }: NamedPlaybook): string {
  return canonicalJson(Object.fromEntries(Object.keys(declared).map((name) => [name, slots[name]?.value ?? null])))
}

// Of a deed that is called so ("send it again") it says nothing that was not said the first time.
function isOnceMore(typed: string, plan: PlanRecord, { onceMore }: Language): boolean {
  const before = (storedIntent(plan)?.said ?? []).map(({ text }) => plainWords(text)).join(' ')
  return onceMore.some((words) => isIn(words, plainWords(typed)) && !isIn(words, before))
}

function isIn(words: string, plain: string): boolean {
  return ` ${plain} `.includes(` ${words} `)
}
