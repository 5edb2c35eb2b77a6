import { AppError } from '#core/errors.ts'
import type { Principal, TenantId } from '#core/principal.ts'
import { readRun } from '#memory/runs/runs.ts'
import type { Services } from '#turn/services.ts'
import { cancelRun } from '../cancel-run.ts'

/** Cancels what a run proposed, unless something of it has begun or a person's answer came first. */
export async function cancelIfNotBegun(
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
      if (run) await cancelRun(services, tx, run, { principal, only: null })
    })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'run-not-cancellable')) throw error
  }
}
