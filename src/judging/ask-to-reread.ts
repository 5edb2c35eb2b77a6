import { REQUESTER } from '#auth/roles.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isFresh } from './is-fresh.ts'

/** The rule of a verdict that reads have to be made again before the first step, with an approval. */
export const LOOK_AGAIN = 'parley.again'

type Written = Pick<
  PlanRecord,
  | 'author'
  | 'generation'
  | 'literals'
  | 'requester'
  | 'requesterName'
  | 'dryRunEndedAt'
  | 'allowed'
  | 'createdAt'
  | 'now'
>

/**
 * Asks for an approval to read again: a plan that was rewritten over untrusted results reuses the reads of the program before
 * it, since reading again would tell the server how that failed. Once they are stale they have to be made again, which takes
 * an approval, the plan's own where it has none.
 */
export function askToReread(verdict: PlanVerdict, plan: Written, live: Pick<AgentRuntime, 'agent'>): PlanVerdict {
  if (verdict.plan.decision !== 'allow' || !mustReread(plan, live)) return verdict
  return { ...verdict, plan: withLook(verdict.plan, live) }
}

/** Whether a plan's reads need an approval to be made again before it begins, since they depend on what was read. */
export function mustReread(plan: Written, { agent }: Pick<AgentRuntime, 'agent'>): boolean {
  if (plan.author !== 'model' || plan.generation === 0 || isFresh(plan)) return false
  const { data, ctrl } = plan.literals
  const reader = { agent, requester: { id: plan.requester, name: plan.requesterName }, readerId: plan.requester }
  return [...data, ...ctrl].some((source) => isUntrusted(source, reader))
}

/** Adds that question to a verdict. */
export function withLook(verdict: Verdict, { agent }: Pick<AgentRuntime, 'agent'>): Verdict {
  const roles = [agent.approvals.untrusted ?? REQUESTER]
  const reasons = ['The plan was rewritten after its facts were looked up, so they are looked up again with this yes']
  return combineVerdicts([verdict, { decision: 'ask', roles, reasons, policies: [LOOK_AGAIN] }])
}
