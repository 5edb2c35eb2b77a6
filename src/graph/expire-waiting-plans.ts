import { escalatePlans } from '#memory/plans/escalate-plans.ts'
import { expirePlans } from '#memory/plans/plan-changes.ts'
import { tenantsWithWaitingRuns } from '#memory/runs/runs.ts'
import type { TenantId } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import { wakeEnded } from './wake-ended.ts'

/**
 * Expires and escalates waiting plans, by the database's clock: those that weren't decided in time end, and their runs say
 * so; those that were to be passed on by now are told of to whoever follows their thread.
 */
export async function expireWaitingPlans(services: Services): Promise<void> {
  for (const tenantId of await tenantsWithWaitingRuns(services.database)) {
    while (await tendSome(services, tenantId));
  }
}

/** Plans in one transaction: what a sweep does at once doesn't grow with how many wait. */
const AT_ONCE = 100

/** Whether there may be more. */
async function tendSome(services: Services, tenantId: TenantId): Promise<boolean> {
  return services.database.tenant(tenantId, async (tx) => {
    const expired = await expirePlans(tx, AT_ONCE)
    await wakeEnded(services, tx, expired, 'expire')
    const escalated = await escalatePlans(tx, AT_ONCE)
    for (const { runId, planId, threadId, role } of escalated) {
      await appendThreadEvents(tx, services, threadId, { type: 'plan-escalated', runId, planId, role })
    }
    return Math.max(expired.length, escalated.length) === AT_ONCE
  })
}
