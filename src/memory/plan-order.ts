import { sql, type SQL } from 'drizzle-orm'

/** How a list of plans is ordered. Of equal risk the oldest comes first. */
export const PLAN_ORDERS = ['newest', 'oldest', 'riskiest'] as const
export type PlanOrder = (typeof PLAN_ORDERS)[number]

/** The `order by` of a list of plans `p`. */
export function orderBy(order: PlanOrder): SQL {
  return {
    newest: sql`p.created_at desc, p.id desc`,
    oldest: sql`p.created_at, p.id`,
    riskiest: sql`p.risk desc, p.created_at, p.id`,
  }[order]
}

/** The condition for what comes after a plan in that order; all where it is null, and nothing where there is none such. */
export function comesAfter(tenantId: string, order: PlanOrder, after: string | null): SQL {
  if (after === null) return sql`true`
  const last = sql`from plans last where last.tenant_id = ${tenantId} and last.id = ${after}`
  return {
    newest: sql`(p.created_at, p.id) < (select last.created_at, last.id ${last})`,
    oldest: sql`(p.created_at, p.id) > (select last.created_at, last.id ${last})`,
    riskiest: sql`exists (select ${last} and (p.risk < last.risk
                     or (p.risk = last.risk and (p.created_at, p.id) > (last.created_at, last.id))))`,
  }[order]
}
