import { sql, type SQL } from 'drizzle-orm'
import type { PlanOrder } from '#core/plan-order.ts'

/** The `order by` of a list of plans `p`. */
export function orderBy(order: PlanOrder): SQL {
  return {
    newest: sql`p.created_at desc, p.id desc`,
    oldest: sql`p.created_at, p.id`,
    riskiest: sql`p.risk_order, p.created_at, p.id`,
  }[order]
}

/** The condition for what comes after a plan in that order; all where it is null, and nothing where there is none such. */
export function comesAfter(tenantId: string, order: PlanOrder, after: string | null): SQL {
  if (after === null) return sql`true`
  // Scalars and no row of them: only so it is where the index begins to be read.
  const last = (column: SQL) => sql`(select ${column} from plans where tenant_id = ${tenantId} and id = ${after})`
  const [at, id] = [last(sql`created_at`), last(sql`id`)]
  return {
    newest: sql`(p.created_at, p.id) < (${at}, ${id})`,
    oldest: sql`(p.created_at, p.id) > (${at}, ${id})`,
    riskiest: sql`(p.risk_order, p.created_at, p.id) > (${last(sql`risk_order`)}, ${at}, ${id})`,
  }[order]
}
