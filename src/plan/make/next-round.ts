import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnUpdate } from '#turn/state.ts'

/**
 * Where a turn goes from a plan: one that waits, or of which nobody knows, is a person's, and one that is under way goes on,
 * whoever worked on it before. From one that has ended: on to another round, where its program asked for one and everything that
 * it staged was done, within the agent's limit; else to the answer. What a playbook does is all in one program.
 */
export function afterPlan(plan: PlanRecord, { agent }: Pick<AgentRuntime, 'agent'>): TurnUpdate {
  const { author, status, next, round, effects } = plan
  if (status === 'waiting' || status === 'unknown') return { planId: plan.id, next: 'approve' }
  if (status === 'applying') return { planId: plan.id, next: 'apply' }
  const goesOn = author === 'model' && status === 'done' && next !== null && effects.length > 0
  return goesOn && round + 1 < agent.limits.roundsPerTurn
    ? { planId: plan.id, round: round + 1, next: 'plan' }
    : { planId: plan.id, next: 'respond' }
}
