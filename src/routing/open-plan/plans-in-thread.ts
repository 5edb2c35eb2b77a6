import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readThreadPlans } from '#memory/plans/thread-plans.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'

/** What a plan is that somebody can still answer to, or that is under way. */
export const OPEN: readonly PlanRecord['status'][] = ['waiting', 'applying', 'unknown']

/** The last plans of whoever wrote a message, in its thread, newest first. */
export async function plansInThread(
  { database }: Services,
  { principal, threadId }: Pick<TurnRecord, 'principal' | 'threadId'>,
): Promise<readonly PlanRecord[]> {
  return database.batch(principal.tenantId, (tx) => readThreadPlans(tx, { threadId, requester: principal.id }))
}
