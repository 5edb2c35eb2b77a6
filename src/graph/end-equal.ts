import { isLeftUndone } from '#cards/outcome/tool-text.ts'
import { DONE_BY_EQUAL } from '#memory/plans/done-by-equal.ts'
import { endEqualPlans } from '#memory/plans/end-equal-plans.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { wakeEnded } from './wake-ended.ts'

const FAILURE = {
  code: DONE_BY_EQUAL,
  text: 'The same was asked for more than once, and another request for it has been done. It was not done again.',
}

/**
 * Ends the requester's other plans that wait for what this one has done, in whichever conversation they were asked for: one yes
 * is for one. Nothing ends where a step failed, or where nobody knows what came of it. The second time changes nothing.
 */
export async function endEqual(services: Services, { tenantId, doneAlone }: Turn, plan: PlanRecord): Promise<void> {
  const { id, status, effects } = plan
  if (doneAlone === id) return
  if (status !== 'done' || effects.length === 0 || effects.some(({ outcome }) => isLeftUndone(outcome))) return
  // Not where its own end is stored: there its thread's events are held, and so may those of the others' threads be.
  await services.database.tenant(tenantId, async (tx) =>
    wakeEnded(services, tx, await endEqualPlans(tx, plan, FAILURE), 'withdraw'),
  )
}
