import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { PlanRecord } from './plan-record.ts'
import { plansWhere } from './plan-rows.ts'

/**
 * A plan that waits: for a person to decide on it, since `judgedAt`, or to say what became of a step, or for a service that
 * doesn't answer.
 */
export interface OpenPlan {
  readonly plan: PlanRecord
  /** ISO 8601; null for plans from before that was kept. */
  readonly judgedAt: string | null
}

/** The plans of some runs that wait. A row that is no plan any more is left out. */
export async function readOpenPlans(tx: Tx, runIds: readonly string[]): Promise<readonly OpenPlan[]> {
  const ofRuns = sql`p.run_id = any(${sql.param(runIds)}::uuid[]) and p.status in ('waiting', 'unknown', 'applying')`
  const [rows, judged] = await Promise.all([
    plansWhere(tx, ofRuns, Math.max(runIds.length, 1)),
    tx.query<{ planId: string; judgedAt: Date }>(sql`
      select j.plan_id as "planId", j.judged_at as "judgedAt"
        from plans p join judgements j on j.tenant_id = p.tenant_id and j.plan_id = p.id
       where p.tenant_id = ${tx.tenantId} and ${ofRuns}`),
  ])
  const times = new Map(judged.map(({ planId, judgedAt }) => [planId, judgedAt.toISOString()]))
  return rows.flatMap((row) => {
    const plan = PlanRecord.safeParse(row).data
    return plan ? [{ plan, judgedAt: times.get(plan.id) ?? null }] : []
  })
}
