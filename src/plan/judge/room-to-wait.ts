import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanAround } from './read-plan.ts'

/**
 * How many plans of its requester may wait for a person beside this one. A plan that somebody has decided on already waits
 * whatever others do.
 */
export function mostWaiting({ plan, around }: PlanAround): number {
  return plan.decisions.length > 0 ? Number.MAX_SAFE_INTEGER : around.live.agent.limits.waitingPlans
}

/** By what a refusal is reported for want of room to wait, which no rule gave. */
export const NO_ROOM = 'parley.waiting'

/** A judgement that asks nobody where too many plans of the requester wait: whoever is asked all day looks at nothing. */
export function withRoomToWait(judged: PlanVerdict, found: PlanAround, waiting: number): PlanVerdict {
  if (judged.plan.decision !== 'ask' || waiting < mostWaiting(found)) return judged
  const reason = `${waiting} of your requests wait for a decision already, and no more may`
  return { ...judged, plan: { decision: 'deny', roles: [], reasons: [reason], policies: [NO_ROOM] } }
}
