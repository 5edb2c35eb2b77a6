import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { JudgementRecord } from './judgements.ts'
import { PlanRecord } from './plan-record.ts'
import { plansWhere } from './plan-rows.ts'

/** A plan that was judged once, with what it was judged by. Null: the row can't be read, or that was never kept. */
export interface JudgedPlan {
  readonly planId: string
  readonly createdAt: string
  readonly plan: PlanRecord | null
  readonly judgement: JudgementRecord | null
}

export interface JudgedPlanFilter {
  readonly agent: string
  /** Only those that these rules on trial were asked about. */
  readonly shadow: string | null
  /** Those before this one. */
  readonly before: Pick<JudgedPlan, 'planId' | 'createdAt'> | null
  readonly limit: number
}

const Key = z.object({ id: z.string(), createdAt: z.string() })

/** The judged plans of an agent, newest first. */
export async function listJudgedPlans(tx: Tx, filter: JudgedPlanFilter): Promise<readonly JudgedPlan[]> {
  const { agent, shadow, before, limit } = filter
  const rows = await plansWhere(
    tx,
    sql`p.agent = ${agent} and p.verdict is not null
        and (${before === null} or (p.created_at, p.id) < (${before?.createdAt ?? null}::timestamptz, ${before?.planId ?? null}::uuid))
        and (${shadow}::text is null or exists (
              select from judgements j where j.tenant_id = p.tenant_id and j.plan_id = p.id
                 and j.shadow is not null and j.shadow ->> 'hash' = ${shadow}))`,
    limit,
  )
  const keys = rows.map((row) => Key.parse(row))
  const judgements = await readJudgements(
    tx,
    keys.map(({ id }) => id),
  )
  return keys.map(({ id, createdAt }, place) => ({
    planId: id,
    createdAt,
    plan: PlanRecord.safeParse(rows[place]).data ?? null,
    judgement: judgements.get(id) ?? null,
  }))
}

async function readJudgements(tx: Tx, planIds: readonly string[]): Promise<ReadonlyMap<string, JudgementRecord>> {
  const rows = await tx.query(sql`
    select plan_id as "planId", facts, shadow,
           to_char(judged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "judgedAt"
      from judgements where tenant_id = ${tx.tenantId}
       and plan_id in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(planIds)}::jsonb) as t(id))`)
  return new Map(
    rows.flatMap((row) => {
      const { data } = JudgementRecord.safeParse(row)
      return data ? [[data.planId, data] as const] : []
    }),
  )
}
