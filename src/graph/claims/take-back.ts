import { AppError } from '#core/errors.ts'
import type { Principal, TenantId } from '#core/principal.ts'
import { readRun } from '#memory/runs/runs.ts'
import type { Services } from '#turn/services.ts'
import { cancelRun } from '../cancel-run.ts'

/** Takes back what a run proposed, where nothing of it has begun; else it stays, as it does where somebody's answer came first. */
export async function takeBack(
  services: Services,
  {
    tenantId,
    runId,
    principal,
  }: { readonly tenantId: TenantId; readonly runId: string; readonly principal: Principal },
): Promise<void> {
  try {
    await services.database.tenant(tenantId, async (tx) => {
      const run = await readRun(tx, runId)
      if (run) await cancelRun(services, tx, run, principal)
    })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'run-not-cancellable')) throw error
  }
}
