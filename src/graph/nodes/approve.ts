import { interrupt, type LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#errors.ts'
import { readPlan } from '#memory/plans.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { recordSpan } from '#telemetry.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf } from '../turn.ts'

/**
 * Waits for a person: to decide on a plan, or to say what became of a step. The only node that pauses: nothing of ours
 * runs or is held meanwhile. What the resume brings is not looked at; the plan's row says what was decided, and a resume
 * that finds nothing decided is an error.
 */
export async function approve(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const { tenantId } = turnOf(config)
  const read = () => services.database.atOnce(tenantId, (tx) => readPlan(tx, state.planId ?? ''))
  const before = await read()
  if (before && before.status !== 'waiting' && before.status !== 'unknown') return goOn(before)
  if (!before) throw new AppError('A plan that was waiting is gone.', { code: 'plan-missing' })
  interrupt({ planId: before.id, digest: before.digest })
  throw new AppError('A waiting plan was resumed, but nothing has been decided.', { code: 'resume-moved-nothing' })
}

function goOn(plan: PlanRecord): TurnUpdate {
  const endedAt = plan.decisions.at(-1)?.decidedAt
  if (plan.dryRunEndedAt && endedAt) {
    recordSpan('wait', { 'parley.plan.id': plan.id }, { startedAt: plan.dryRunEndedAt, endedAt })
  }
  return { next: plan.status === 'applying' ? 'apply' : 'respond' }
}
