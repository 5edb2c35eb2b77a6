import { sql } from 'drizzle-orm'
import type { PlanEdits } from '#plan-language/values/plan-edit.ts'
import type { Tx } from '../database/database.ts'
import { assertInSql, CONFLICT } from '../database/driver/assert-in-sql.ts'
import { jsonb } from '../database/driver/jsonb.ts'
import { keepJudged } from './judgements.ts'
import type { Judgement, PlannedEffect } from './plan-changes.ts'
import { NEXT_PLACE } from '../ledger/reservations.ts'

/** A waiting plan as somebody has changed it, judged again. Its time to be answered stays. */
export interface EditedPlan extends Omit<Judgement, 'status' | 'expiresAt' | 'escalation'> {
  readonly status: 'waiting' | 'refused'
  /** The digest that was edited. */
  readonly before: string
  readonly edits: PlanEdits
  readonly effects: readonly PlannedEffect[]
}

/**
 * Puts a changed plan in the place of the one that waited. The caller holds its row. Throws `not-as-supposed` where it
 * doesn't wait any more or is another plan by now.
 */
export async function storeEditedPlan(tx: Tx, plan: EditedPlan): Promise<void> {
  const effects = plan.effects.map((effect, place) => ({ ...effect, verdict: plan.effectVerdicts[place] ?? null }))
  await tx.query(sql`
    with plan as (
      update plans set status = ${plan.status}, edits = ${jsonb(plan.edits)}, verdict = ${jsonb(plan.verdict)},
             policy_hash = ${plan.policyHash}, digest = ${plan.digest}, seal = ${jsonb(plan.seal)},
             risk = array(select jsonb_array_elements_text(${jsonb(plan.risk)})::bigint), updated_at = now()
       where tenant_id = ${tx.tenantId} and id = ${plan.planId} and status = 'waiting' and digest = ${plan.before}
         and not exists (select from effects e where e.tenant_id = plans.tenant_id and e.plan_id = plans.id
                            and e.state <> 'planned')
      returning tenant_id, id, requester, agent
    ), next as materialized (
      ${NEXT_PLACE}
    ), gone as (
      delete from effects using plan
       where effects.tenant_id = plan.tenant_id and effects.plan_id = plan.id and effects.index >= ${effects.length}
    ), kept as (
      insert into effects (tenant_id, plan_id, index, tool, args, labels, because, paths, verdict, state, definition_hash,
                           requester, agent, amounts, place, placed_after, placed_before)
      select plan.tenant_id, plan.id, e.index, e.tool, e.args, e.labels, e.because, e.paths, e.verdict, 'planned',
             e."definitionHash", plan.requester, plan.agent, e.amounts, next.place, next.after, next.before
        from plan, next, jsonb_to_recordset(${jsonb(effects)}) as e(index int, tool text, args jsonb, labels jsonb,
             because jsonb, paths jsonb, verdict jsonb, "definitionHash" text, amounts jsonb)
      on conflict (tenant_id, plan_id, index) do update
         set tool = excluded.tool, args = excluded.args, labels = excluded.labels, because = excluded.because,
             paths = excluded.paths, verdict = excluded.verdict, definition_hash = excluded.definition_hash,
             amounts = excluded.amounts, place = coalesce(effects.place, excluded.place),
             placed_after = case when effects.place is null then excluded.placed_after else effects.placed_after end,
             placed_before = case when effects.place is null then excluded.placed_before else effects.placed_before end
    ), judged as (
      ${keepJudged(plan)}
    )
    select ${assertInSql(sql`exists (select from plan)`, CONFLICT)}`)
}

/**
 * Sends a waiting plan to the end of the line for every limit, as one that holds nothing yet: those who came after it
 * counted less than it asks for now.
 */
export async function giveUpPlace(tx: Tx, planId: string): Promise<void> {
  await tx.query(sql`update effects set place = null where tenant_id = ${tx.tenantId} and plan_id = ${planId}`)
}
