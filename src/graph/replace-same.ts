import { canonicalJson } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readThreadPlans } from '#memory/plans/thread-plans.ts'
import { readRun } from '#memory/runs/runs.ts'
import type { Principal } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { cancelRun } from './cancel-run.ts'

/**
 * Takes back what waits in the thread and would do just what a new plan does: its card stands in the place of that one, so
 * that nobody is asked twice for one deed. What has begun stays.
 */
export async function replaceSame(
  services: Services,
  turn: Turn,
  plan: PlanRecord,
  requester: Principal,
): Promise<void> {
  const { database } = services
  const { threadId, requester: whose } = plan
  const plans = await database.batch(turn.tenantId, (tx) => readThreadPlans(tx, { threadId, requester: whose }))
  const same = plans.filter(({ status, runId }) => status === 'waiting' && runId !== plan.runId)
  for (const { runId } of same.filter((other) => deedsOf(other) === deedsOf(plan))) {
    try {
      await database.tenant(turn.tenantId, async (tx) => {
        const run = await readRun(tx, runId)
        if (run) await cancelRun(services, tx, run, requester)
      })
    } catch (error) {
      // Somebody's answer came first.
      if (!(error instanceof AppError && error.code === 'run-not-cancellable')) throw error
    }
  }
}

function deedsOf({ effects, asking }: PlanRecord): string {
  return canonicalJson({ asking, deeds: effects.map(({ tool, args }) => ({ tool, args })) })
}
