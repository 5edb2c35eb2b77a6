import type { Tx } from '#memory/database/database.ts'
import type { WokenRun } from '#memory/runs/leases.ts'
import { readRunRows, type RunRows } from '#memory/runs/run-rows.ts'
import { readPlanAhead } from '#judging/read-plan.ts'
import type { PlanAhead } from '#turn/plan-context.ts'
import type { Services } from '#turn/services.ts'

/** The rows that a worker resumes a claimed run from. */
export interface ClaimedRows extends RunRows {
  /** The plan of it that may begin now; null where that isn't known. */
  readonly plan: PlanAhead | null
}

/** Reads them, as the run's tenant. */
export async function readClaimedRows(
  services: Services,
  tx: Tx,
  { runId, plan }: Pick<WokenRun, 'runId' | 'plan'>,
): Promise<ClaimedRows> {
  const [rows, ahead] = await Promise.all([readRunRows(tx, runId), plan && readPlanAhead(services, tx, plan)])
  return { ...rows, plan: ahead }
}
