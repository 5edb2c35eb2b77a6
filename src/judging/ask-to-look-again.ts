import { REQUESTER } from '#auth/roles.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isFresh } from './is-fresh.ts'

/** By which a verdict says that what was looked up has to be looked up again first, with a yes. */
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
 * A plan that was written anew over what nobody vouches for took what the program before it had read, since asking again
 * would tell whoever answers how that failed. Once that is too old to begin by, it has to be asked for again, and that takes
 * a yes: the plan's own, where it has none.
 */
export function askToLookAgain(verdict: PlanVerdict, plan: Written, live: Pick<AgentRuntime, 'agent'>): PlanVerdict {
  if (verdict.plan.decision !== 'allow' || !mustLookAgain(plan, live)) return verdict
  return { ...verdict, plan: withLook(verdict.plan, live) }
}

/** Whether a plan's reads are asked about again before it begins, since how they came to be made hangs on what was read. */
export function mustLookAgain(plan: Written, { agent }: Pick<AgentRuntime, 'agent'>): boolean {
  if (plan.author !== 'model' || plan.generation === 0 || isFresh(plan)) return false
  const { data, ctrl } = plan.literals
  const reader = { agent, requester: { id: plan.requester, name: plan.requesterName }, readerId: plan.requester }
  return [...data, ...ctrl].some((source) => isUntrusted(source, reader))
}

/** A verdict with the question. */
export function withLook(verdict: Verdict, { agent }: Pick<AgentRuntime, 'agent'>): Verdict {
  const roles = [agent.approvals.untrusted ?? REQUESTER]
  const reasons = ['What it goes by was looked up before it was written anew, and is looked up again with this yes']
  return combineVerdicts([verdict, { decision: 'ask', roles, reasons, policies: [LOOK_AGAIN] }])
}
