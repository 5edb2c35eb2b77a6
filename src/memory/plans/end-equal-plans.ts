import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { jsonb } from '../database/driver/jsonb.ts'
import type { PlanFailureRecord, PlanRecord } from './plan-record.ts'

export interface EndedPlan {
  readonly runId: string
  readonly planId: string
  readonly threadId: string
  readonly digest: string
}

/**
 * Ends the plans that wait for what a plan has just done: of the same requester and agent, with the same tools and arguments in
 * the same order. Left out is what somebody decides on at this moment: it is checked again before its first step.
 */
export async function endEqualPlans(
  tx: Tx,
  { id, requester, agent }: Pick<PlanRecord, 'id' | 'requester' | 'agent'>,
  failure: PlanFailureRecord,
): Promise<readonly EndedPlan[]> {
  const stepsOf = (planId: typeof id | null) => sql`(
    select jsonb_agg(jsonb_build_array(e.tool, e.args) order by e.index) from effects e
     where e.tenant_id = ${tx.tenantId} and e.plan_id = ${planId === null ? sql`p.id` : sql`${planId}::uuid`}
       and e.undoes is null)`
  return tx.query<EndedPlan>(sql`
    update plans set status = 'cancelled', failure = ${jsonb(failure)}, updated_at = now()
     where tenant_id = ${tx.tenantId} and status = 'waiting' and id in (
       select p.id from plans p
        where p.tenant_id = ${tx.tenantId} and p.requester = ${requester} and p.agent = ${agent} and p.status = 'waiting'
          and not p.asking and p.id <> ${id} and ${stepsOf(null)} = ${stepsOf(id)}
        order by p.id for no key update skip locked)
    returning run_id as "runId", id as "planId", thread_id as "threadId", coalesce(digest, '') as digest`)
}
