import { escalatePlans } from '#memory/escalate-plans.ts'
import { expirePlans } from '#memory/plan-changes.ts'
import { tenantsWithWaitingRuns, wakeRun } from '#memory/runs.ts'
import type { Services } from './services.ts'
import { tell } from './tell.ts'

/**
 * What time does to plans that wait, by the database's clock: those that nobody decided in time end, and their runs say
 * so; those that were to be passed on by now are told of to whoever follows their thread.
 */
export async function tendWaitingPlans(services: Services): Promise<void> {
  for (const tenantId of await tenantsWithWaitingRuns(services.database)) {
    await services.database.tenant(tenantId, async (tx) => {
      for (const { runId, planId, threadId, digest } of await expirePlans(tx)) {
        await wakeRun(tx, runId)
        await tell(tx, services, threadId, { type: 'plan-decided', runId, planId, digest, decision: 'expire' })
      }
      for (const { runId, planId, threadId, role } of await escalatePlans(tx)) {
        await tell(tx, services, threadId, { type: 'plan-escalated', runId, planId, role })
      }
    })
  }
}
