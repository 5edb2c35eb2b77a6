/** How a list of plans is ordered. Of equal risk the oldest comes first. */
export const PLAN_ORDERS = ['newest', 'oldest', 'riskiest'] as const
export type PlanOrder = (typeof PLAN_ORDERS)[number]
