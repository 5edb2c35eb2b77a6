import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { Json } from '#core/json.ts'
import type { Tx } from '../database/database.ts'

/** A decision as it was written down, whatever came of it. */
export const PlanDecision = z.object({
  principal: z.string(),
  name: z.string().nullable(),
  digest: z.string(),
  decision: z.string(),
  /** Held when deciding. */
  roles: z.array(z.string()),
  authenticatedBy: z.string(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  changes: Json,
  /** When this digest was first shown to them; null where it never was. */
  shownAt: z.string().nullable(),
  /** What had been looked up for them beside the plan, as it was shown; null where nothing was. */
  beside: Json,
  at: z.string(),
})
export type PlanDecision = Readonly<z.infer<typeof PlanDecision>>

/** A person's resolution of a step whose outcome was unknown. */
export const StepResolution = z.object({
  index: z.int(),
  principal: z.string(),
  outcome: z.string(),
  note: z.string().nullable(),
  at: z.string(),
})
export type StepResolution = Readonly<z.infer<typeof StepResolution>>

/** Every decision on a plan, on each of its digests, in order. */
export async function listDecisions(tx: Tx, planId: string): Promise<readonly PlanDecision[]> {
  const rows = await tx.query(sql`
    select d.principal_id as principal, p.name, d.digest, d.decision, d.roles, d.authenticated_by as "authenticatedBy",
           d.reason, d.note, d.changes, ${iso(sql`d.shown_at`)} as "shownAt", d.beside,
           ${iso(sql`d.decided_at`)} as at
      from decisions d
      left join principals p on p.tenant_id = d.tenant_id and p.id = d.principal_id
     where d.tenant_id = ${tx.tenantId} and d.plan_id = ${planId} order by d.decided_at, d.id limit 1000`)
  return rows.map((row) => PlanDecision.parse(row))
}

/** What people said of a plan's steps, in order. */
export async function listResolutions(tx: Tx, planId: string): Promise<readonly StepResolution[]> {
  const rows = await tx.query(sql`
    select index, principal_id as principal, outcome, note, ${iso(sql`at`)} as at
      from resolutions where tenant_id = ${tx.tenantId} and plan_id = ${planId} order by at, index limit 1000`)
  return rows.map((row) => StepResolution.parse(row))
}

function iso(time: SQL): SQL {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
