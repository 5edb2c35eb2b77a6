import { listPlans } from '../client/plan-calls.ts'
import type { Client } from '../client/client.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { byUrgency, equalRequests, type EqualRequests } from '#cards/drawing/queue-order.ts'
import { waitsForReader } from '#cards/drawing/plan-state.ts'

/** What waits for somebody. */
export interface WaitingPlans {
  /** Plans with a step whose outcome nobody knows, for this reader to say; oldest first. */
  readonly unknown: readonly PlanView[]
  /** Plans for this reader to answer, the riskiest first: one for all that ask for the same. */
  readonly undecided: readonly EqualRequests[]
  /** How many this reader sees that wait for others. */
  readonly others: number
}

/** Asks the server what waits for a reader and what they see waiting for others. */
export async function waitingPlans(
  { api, reader }: { readonly api: Client; readonly reader: Viewer },
  signal: AbortSignal,
): Promise<WaitingPlans> {
  const [unknown, waiting] = await Promise.all([listPlans(api, 'unknown', signal), listPlans(api, 'waiting', signal)])
  const toAnswer = waiting.filter((plan) => waitsForReader(plan, reader))
  const mine = unknown.filter((plan) => plan.mayResolve).toReversed()
  return {
    unknown: mine,
    undecided: equalRequests(toAnswer.toSorted(byUrgency)),
    others: unknown.length + waiting.length - mine.length - toAnswer.length,
  }
}
