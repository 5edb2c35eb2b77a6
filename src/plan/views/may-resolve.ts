import type { PlanRecord } from '#memory/plan-record.ts'
import { mayDecideAtAll, type Principal } from '#core/principal.ts'
import type { ViewedAgent } from './viewed-agent.ts'

/** Whether a person may say what became of a step of it: nobody knows, or it is being tried, and rests between two tries. */
export function isOpenToPeople({ status, rest }: Pick<PlanRecord, 'status' | 'rest'>): boolean {
  return status === 'unknown' || (status === 'applying' && rest !== null)
}

/** Who may say what became of a step whose outcome nobody knows: whoever decides on such plans, and operators. */
export function mayResolve(plan: PlanRecord, live: Pick<ViewedAgent, 'agent'>, principal: Principal): boolean {
  const asked = plan.verdict?.roles ?? []
  return (
    mayDecideAtAll(principal) &&
    (resolvesFor(live, principal) || principal.roles.some((role) => role === 'operator' || asked.includes(role)))
  )
}

/** Whether a principal may do so for every plan of an agent, whoever was asked to approve it. */
export function resolvesFor({ agent }: Pick<ViewedAgent, 'agent'>, { roles }: Pick<Principal, 'roles'>): boolean {
  return roles.some((role) => role === agent.approvals.untrusted || role === agent.handOver?.role)
}
