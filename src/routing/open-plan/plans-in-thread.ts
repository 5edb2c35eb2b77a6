import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readThreadPlans } from '#memory/plans/thread-plans.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'

const OPEN: readonly PlanRecord['status'][] = ['waiting', 'applying', 'unknown']

/** Whether somebody can still answer to a plan, or it is under way. */
export function isOpen({ status }: Pick<PlanRecord, 'status'>): boolean {
  return OPEN.includes(status)
}

type Place = Pick<TurnRecord, 'principal' | 'threadId' | 'message'>

/** The last plans of whoever wrote a message, in its thread, newest first: as they are when it is routed, read once. */
export function plansInThread(services: Services, record: Place): Promise<readonly PlanRecord[]> {
  const known = read.get(record.message) ?? plansNow(services, record)
  read.set(record.message, known)
  return known
}

const read = new WeakMap<TurnRecord['message'], Promise<readonly PlanRecord[]>>()

/** The same as they are now, once something may have been done to one. */
export async function plansNow({ database }: Services, { principal, threadId }: Place): Promise<readonly PlanRecord[]> {
  return database.batch(principal.tenantId, (tx) => readThreadPlans(tx, { threadId, requester: principal.id }))
}
