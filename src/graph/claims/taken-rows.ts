import type { Tx } from '#memory/database/database.ts'
import type { WokenRun } from '#memory/runs/leases.ts'
import { readRunRows, type RunRows } from '#memory/runs/run-rows.ts'
import { readPlanAhead } from '#judging/read-plan.ts'
import type { PlanAhead } from '#turn/plan-context.ts'
import type { Services } from '#turn/services.ts'

/** What a worker goes on with a run from. */
export interface TakenRows extends RunRows {
  /** The plan of it that may begin now; null where that isn't known. */
  readonly plan: PlanAhead | null
}

/** Reads that, as the run's tenant. */
export async function readTaken(
  services: Services,
  tx: Tx,
  { runId, plan }: Pick<WokenRun, 'runId' | 'plan'>,
): Promise<TakenRows> {
  const [rows, ahead] = await Promise.all([readRunRows(tx, runId), plan && readPlanAhead(services, tx, plan)])
  return { ...rows, plan: ahead }
}
