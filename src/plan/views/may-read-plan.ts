import type { PlanRecord } from '#memory/plan-record.ts'
import { oversees } from '#core/oversees.ts'
import type { Principal } from '#core/principal.ts'
import { wasPassedOn } from '#plan/sealed/still-approved.ts'
import { isOpenToPeople, resolvesFor } from './may-resolve.ts'
import type { ViewedAgent } from './viewed-agent.ts'

/**
 * Who may read a plan: its requester, those whose yes it needs or needed, those it was passed on to, operator and
 * auditor; and, while nobody knows whether a step happened or it is still being tried, those who may say so.
 */
export function mayReadPlan(plan: PlanRecord, live: Pick<ViewedAgent, 'agent'>, principal: Principal): boolean {
  const passedOnTo = plan.escalation && wasPassedOn(plan, plan.now) ? [plan.escalation.to] : []
  const asked = [...(plan.verdict?.roles ?? []), ...passedOnTo]
  return (
    plan.requester === principal.id ||
    oversees(principal) ||
    principal.roles.some((role) => role !== 'requester' && asked.includes(role)) ||
    (isOpenToPeople(plan) && resolvesFor(live, principal))
  )
}
