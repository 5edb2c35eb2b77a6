import { expirePlans } from '#memory/plan-changes.ts'
import { tenantsWithWaitingRuns, wakeRun } from '#memory/runs.ts'
import type { Services } from './services.ts'
import { tell } from './tell.ts'

/** Ends the plans that nobody decided in time, by the database's clock, and lets their runs say so. */
export async function expireWaitingPlans(services: Services): Promise<void> {
  for (const tenantId of await tenantsWithWaitingRuns(services.database)) {
    await services.database.tenant(tenantId, async (tx) => {
      for (const { runId, planId, threadId, digest } of await expirePlans(tx)) {
        await wakeRun(tx, runId)
        await tell(tx, services, threadId, { type: 'plan-decided', runId, planId, digest, decision: 'expire' })
      }
    })
  }
}
