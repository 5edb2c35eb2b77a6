import type { PlanRecord } from '#memory/plan-record.ts'
import { OVERSIGHT_ROLES, type Principal } from '#principal.ts'

/** Who may read a plan: its requester, those whose yes it needs or needed, operator and auditor. */
export function mayReadPlan(plan: PlanRecord, principal: Principal): boolean {
  const asked = plan.verdict?.roles ?? []
  return (
    plan.requester === principal.id ||
    principal.roles.some((role) => OVERSIGHT_ROLES.includes(role) || (role !== 'requester' && asked.includes(role)))
  )
}

/** Whether a principal reads every plan of their tenant. */
export function readsAllPlans(principal: Principal): boolean {
  return principal.roles.some((role) => OVERSIGHT_ROLES.includes(role))
}
