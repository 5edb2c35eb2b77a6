import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { jsonb } from '../database/driver/jsonb.ts'
import type { EndedPlan } from './plan-changes.ts'
import type { PlanFailureRecord, PlanRecord } from './plan-record.ts'

type DonePlan = Pick<PlanRecord, 'id' | 'requester' | 'agent'>

/**
 * Ends the plans that wait for what a plan has just done: of the same requester and agent, with the same tools and arguments in
 * the same order. Left out is what somebody decides on at this moment: it is checked again before its first step.
 */
export async function endEqualPlans(tx: Tx, done: DonePlan, failure: PlanFailureRecord): Promise<readonly EndedPlan[]> {
  return tx.query<EndedPlan>(sql`
    update plans set status = 'cancelled', failure = ${jsonb(failure)}, updated_at = now()
     where tenant_id = ${tx.tenantId} and status = 'waiting' and id in (
       ${equalTo(tx, done)} order by p.id for no key update skip locked)
    returning run_id as "runId", id as "planId", thread_id as "threadId", coalesce(digest, '') as digest`)
}

/** Whether any waits for it. */
export async function hasEqualPlans(tx: Tx, done: DonePlan): Promise<boolean> {
  const [row] = await tx.query<{ found: boolean }>(sql`select exists (${equalTo(tx, done)}) as found`)
  return row?.found ?? false
}

function equalTo(tx: Tx, { id, requester, agent }: DonePlan): SQL {
  const stepsOf = (planId: SQL) => sql`(
    select jsonb_agg(jsonb_build_array(e.tool, e.args) order by e.index) from effects e
     where e.tenant_id = ${tx.tenantId} and e.plan_id = ${planId} and e.undoes is null)`
  return sql`
       select p.id from plans p
        where p.tenant_id = ${tx.tenantId} and p.requester = ${requester} and p.agent = ${agent} and p.status = 'waiting'
          and not p.asking and p.id <> ${id} and ${stepsOf(sql`p.id`)} = ${stepsOf(sql`${id}::uuid`)}`
}
