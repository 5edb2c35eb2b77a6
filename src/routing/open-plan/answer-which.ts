import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Route } from '#dialogue/contract.ts'
import { isOneOf, plainWords } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { callPlans } from './call-open-plan.ts'
import { decided } from './requester-decision.ts'
import { told } from './plan-calls.ts'
import { whichQuestion, type WhichQuestion } from './which-question.ts'
import { isAbout } from './plan-words.ts'
import { isOpen, plansInThread } from './plans-in-thread.ts'

/**
 * Where the answer goes to which of several open plans is meant: "the first", as its button says, "A12", "both". A yes
 * goes to one alone, by its place. Null where nothing was asked, or this is no answer to it.
 */
export async function answerWhich(services: Services, record: TurnRecord, typed: string): Promise<Route | null> {
  const asked = whichQuestion(record)
  if (!asked) return null
  const plans = await plansInThread(services, record)
  const open = plans.filter(isOpen)
  const offered = asked.planIds.flatMap((id) => open.filter((plan) => plan.id === id))
  const { decision } = asked
  if (decision === undefined) {
    const chosen = chosenOf(record, typed, { asked, offered })
    return chosen.length === 0 ? null : callPlans(services, record, { words: asked.words, open: chosen })
  }
  const plan = atPlace(record, typed, { asked, offered })
  if (!plan || !record.isInPerson) return null
  const isAsAsked = asked.digests?.[asked.planIds.indexOf(plan.id)] === plan.digest
  return isAsAsked && plan.status === 'waiting' ? decided(services, record, plan, decision) : told(plan, 'shown')
}

interface Offered {
  readonly asked: WhichQuestion
  /** Those of them that are open still, in the order in which they were offered. */
  readonly offered: readonly PlanRecord[]
}

function chosenOf(record: TurnRecord, typed: string, offer: Offered): readonly PlanRecord[] {
  const { live, language: code } = record
  const { offered } = offer
  const language = languageOf(live.agent, code)
  if (isOneOf(typed, language.all, language)) return offered
  const one = atPlace(record, typed, offer)
  if (one) return [one]
  const words = plainWords(typed)
    .split(' ')
    .filter((word) => !language.fillers.includes(word) && !language.pronouns.includes(word))
  const named = offered.filter((plan) => words.length > 0 && isAbout(typed, words, plan, live))
  return named.length === 1 ? named : []
}

function atPlace(record: TurnRecord, typed: string, { asked, offered }: Offered): PlanRecord | undefined {
  const language = languageOf(record.live.agent, record.language)
  const position = language.ordinals.findIndex((phrases) => isOneOf(typed, phrases, language))
  const planId = asked.planIds[position === -1 ? Number(plainWords(typed)) - 1 : position]
  return offered.find(({ id }) => id === planId)
}
