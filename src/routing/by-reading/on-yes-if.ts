import type { Route } from '#dialogue/contract.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'
import { asksRequester } from '../open-plan/requester-decision.ts'
import type { Heard } from './heard.ts'
import { onPlanned } from './on-procedure.ts'
import { onQuestion } from './on-talk.ts'

/**
 * A yes on a condition decides nothing: the plan that it is about stays as it is, which is said with its card, and behind that
 * the condition is answered where it is a question to documents or tools.
 */
export function onYesIf(heard: Heard): Route | null {
  const { wish, plans, record } = heard
  if (wish.act !== 'yes-if') return null
  const waiting = plans.filter(({ status }) => status === 'waiting')
  const own = waiting.find((plan) => asksRequester(plan, record))
  const meant = waiting.find(({ id }) => id === wish.planId) ?? own ?? waiting[0]
  if (!meant) return null
  const why = asksRequester(meant, record) ? 'condition' : 'others'
  const planCall: PlanCall = { do: 'tell', planId: meant.id, why }
  const answered = wish.question === null ? null : (onPlanned(heard) ?? onQuestion(heard))
  return answered ? { ...answered, planCall } : { to: 'open-plan', planCall }
}
