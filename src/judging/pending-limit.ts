import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'

/**
 * How many plans of its requester may wait for a person beside this one. A plan that somebody has decided on already waits
 * whatever others do.
 */
export function pendingLimit({ plan, context }: PlanWithContext): number {
  return plan.decisions.length > 0 ? Number.MAX_SAFE_INTEGER : context.live.agent.limits.waitingPlans
}

/** By what a refusal is reported for want of room to wait, which no rule gave. */
export const PENDING_LIMIT = 'parley.waiting'

/** The limit on pending approvals: refuses a plan that would wait where too many plans of its requester wait already. */
export function withPendingLimit(judged: PlanVerdict, found: PlanWithContext, waiting: number): PlanVerdict {
  if (judged.plan.decision !== 'ask' || waiting < pendingLimit(found)) return judged
  const reason = `${waiting} of your requests are waiting for a decision already, which is the most there may be`
  return { ...judged, plan: { decision: 'deny', roles: [], reasons: [reason], policies: [PENDING_LIMIT] } }
}
