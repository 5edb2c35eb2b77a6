import { listPlans } from '../client/plan-calls.ts'
import type { Client } from '../client/client.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { byUrgency, equalsTogether } from '#cards/drawing/queue-order.ts'
import { waitsForReader } from '#cards/drawing/plan-state.ts'

/** What waits for somebody. */
export interface WaitingPlans {
  /** Plans with a step whose outcome nobody knows, for this reader to say; oldest first. */
  readonly unknown: readonly PlanView[]
  /** Plans for this reader to answer, the riskiest first, those that ask for the same together. */
  readonly undecided: readonly PlanView[]
  /** How many this reader sees that wait for others. */
  readonly others: number
}

/** Asks the server what waits for a reader and what they see waiting for others. */
export async function waitingPlans(
  { api, reader }: { readonly api: Client; readonly reader: Viewer },
  signal: AbortSignal,
): Promise<WaitingPlans> {
  const [unknown, waiting] = await Promise.all([listPlans(api, 'unknown', signal), listPlans(api, 'waiting', signal)])
  const mine = {
    unknown: unknown.filter((plan) => plan.mayResolve).toReversed(),
    undecided: equalsTogether(waiting.filter((plan) => waitsForReader(plan, reader)).toSorted(byUrgency)),
  }
  return { ...mine, others: unknown.length + waiting.length - mine.unknown.length - mine.undecided.length }
}
