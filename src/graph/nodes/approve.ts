import { interrupt, type LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#errors.ts'
import { readPlan } from '#memory/plans.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf } from '../turn.ts'

/**
 * Waits for a person. The only node that pauses: nothing of ours runs or is held meanwhile. What the resume brings is
 * not looked at; the plan's row says what was decided, and a resume that finds nothing decided is an error.
 */
export async function approve(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const { tenantId } = turnOf(config)
  const read = () => services.database.tenant(tenantId, (tx) => readPlan(tx, state.planId ?? ''))
  const before = await read()
  if (before?.status !== 'waiting') return goOn(before)
  interrupt({ planId: before.id, digest: before.digest })
  throw new AppError('A waiting plan was resumed, but nothing has been decided.', { code: 'resume-moved-nothing' })
}

function goOn(plan: PlanRecord | null): TurnUpdate {
  if (!plan) throw new AppError('A plan that was waiting is gone.', { code: 'plan-missing' })
  return { next: plan.status === 'applying' ? 'apply' : 'respond' }
}
