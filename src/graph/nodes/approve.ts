import { interrupt, type LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#core/errors.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { recordSpan } from '#core/telemetry.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { afterPlan } from '#planning/planner/next-round.ts'
import { cachePlan, readPlanWithContext, takeCachedPlan } from '#judging/read-plan.ts'
import { readTurn } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { turnOf } from '#turn/turn.ts'

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
  const turn = turnOf(config)
  const planId = state.planId ?? ''
  // Judged or left unknown a moment ago, by the node before this one: it waits, whatever was decided since.
  const fresh = takeCachedPlan(turn, planId)
  const found = fresh ?? (await readPlanWithContext(services, turn, readTurn(services, turn), planId))
  const { plan } = found
  if (plan.status !== 'waiting' && plan.status !== 'unknown') {
    cachePlan(turn, found)
    return goOn(plan, readTurn(services, turn).live)
  }
  interrupt({ planId: plan.id, digest: plan.digest })
  throw new AppError('A waiting plan was resumed, but nothing has been decided.', { code: 'resume-moved-nothing' })
}

function goOn(plan: PlanRecord, live: AgentRuntime): TurnUpdate {
  const endedAt = plan.decisions.at(-1)?.decidedAt
  if (plan.dryRunEndedAt && endedAt) {
    recordSpan('wait', { 'parley.plan.id': plan.id }, { startedAt: plan.dryRunEndedAt, endedAt })
  }
  if (plan.status === 'making') return { planId: plan.id, next: 'plan' }
  return plan.status === 'applying' ? { next: 'apply' } : afterPlan(plan, live)
}
