import { listPlans, type Api } from './api.ts'
import type { PlanView, Reader } from './api-shapes.ts'
import { waitsForReader } from '../plan-state.ts'

/** What waits for somebody. */
export interface WaitingPlans {
  /** Plans with a step whose outcome nobody knows, for this reader to say; oldest first. */
  readonly unknown: readonly PlanView[]
  /** Plans for this reader to answer, oldest first. */
  readonly undecided: readonly PlanView[]
  /** How many this reader sees that wait for others. */
  readonly others: number
}

/** Asks the server what waits for a reader and what they see waiting for others. */
export async function waitingPlans(
  { api, reader }: { readonly api: Api; readonly reader: Reader },
  signal: AbortSignal,
): Promise<WaitingPlans> {
  const [unknown, waiting] = await Promise.all([listPlans(api, 'unknown', signal), listPlans(api, 'waiting', signal)])
  const mine = {
    unknown: unknown.filter((plan) => plan.mayResolve).toReversed(),
    undecided: waiting.filter((plan) => waitsForReader(plan, reader)).toReversed(),
  }
  return { ...mine, others: unknown.length + waiting.length - mine.unknown.length - mine.undecided.length }
}
