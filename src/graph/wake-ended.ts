import type { Tx } from '#memory/database/database.ts'
import type { EndedPlan } from '#memory/plans/plan-changes.ts'
import { wakeRun } from '#memory/runs/runs.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import type { Services } from '#turn/services.ts'

/** Has the runs of plans that ended while they waited, and that nobody decided on, go on, and tells whoever follows them. */
export async function wakeEnded(
  services: Services,
  tx: Tx,
  ended: readonly EndedPlan[],
  decision: 'expire' | 'withdraw',
): Promise<void> {
  for (const { runId, planId, threadId, digest } of ended) {
    await wakeRun(tx, runId)
    await appendThreadEvents(tx, services, threadId, { type: 'plan-decided', runId, planId, digest, decision })
  }
}
