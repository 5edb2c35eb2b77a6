import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Route } from '#dialogue/contract.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'

export type OwnDecision = Extract<PlanCall, { do: 'decide' }>['decision']
type TellingWhy = NonNullable<Extract<PlanCall, { do: 'tell' }>['why']>
type Named = Pick<PlanRecord, 'id' | 'digest'>

export function called(planCall: PlanCall): Route {
  return { to: 'open-plan', planCall }
}

export function withdrawn(...plans: readonly Named[]): Route {
  return called({ do: 'withdraw', planIds: plans.map(({ id }) => id), instead: false })
}

/** What waits is told, with why. */
export function told({ id: planId }: Named, why: TellingWhy): Route {
  return called({ do: 'tell', planId, why })
}

/** Which of several is meant, in the order in which they stand in the thread; with a decision, under what was shown of each. */
export function whichOf(plans: readonly Named[], words: string, decision?: OwnDecision): Route {
  const digests = plans.map(({ digest }) => digest ?? '')
  const planIds = plans.map(({ id }) => id)
  return called({ do: 'ask-which', planIds, words, ...(decision && { decision, digests }) })
}
