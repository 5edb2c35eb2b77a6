import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { isOpen, plansInThread } from './open-plan/plans-in-thread.ts'

/** Whether any of these plans of a thread's requester can still be answered to, or is under way. */
export async function isAnyPlanOpen(
  services: Services,
  record: Pick<TurnRecord, 'principal' | 'threadId' | 'message'>,
  planIds: readonly string[],
): Promise<boolean> {
  if (planIds.length === 0) return false
  const plans = await plansInThread(services, record)
  return plans.some((plan) => planIds.includes(plan.id) && isOpen(plan))
}
