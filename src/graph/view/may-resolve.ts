import type { PlanRecord } from '#memory/plan-record.ts'
import { OVERSIGHT_ROLES, type Principal } from '#principal.ts'
import type { ViewedAgent } from './viewed-agent.ts'

/** Who may say what became of a step whose outcome nobody knows: whoever decides on such plans, operator and auditor. */
export function mayResolve(plan: PlanRecord, { agent }: Pick<ViewedAgent, 'agent'>, principal: Principal): boolean {
  const deciding = [...(plan.verdict?.roles ?? []), agent.approvals.untrusted, agent.handOver?.role, ...OVERSIGHT_ROLES]
  const isPerson = principal.authenticatedBy === 'session' || principal.scopes.includes('decide')
  return isPerson && principal.roles.some((role) => deciding.includes(role))
}
