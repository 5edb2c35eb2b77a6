import { sql, type SQL } from 'drizzle-orm'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

export interface NewDecisionRecord {
  readonly id: string
  readonly planId: string
  readonly digest: string
  readonly decision: 'approve' | 'edit' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  /** What an edit changes; null for any other decision. */
  readonly changes: readonly PlanChange[] | null
}

/**
 * Writes down a principal's decision on a digest, with the roles held at this moment and how they were recognised. The
 * caller holds the plan's row. False where this principal has decided so on this digest before; a no may follow a yes.
 */
export async function storeDecision(tx: Tx, principal: Principal, decision: NewDecisionRecord): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into decisions (tenant_id, id, plan_id, digest, principal_id, decision, roles, authenticated_by, reason, note,
                           changes, shown_at, beside)
    values (${tx.tenantId}, ${decision.id}, ${decision.planId}, ${decision.digest}, ${principal.id}, ${decision.decision},
            array(select jsonb_array_elements_text(${JSON.stringify(principal.roles)}::jsonb)),
            ${principal.authenticatedBy}, ${decision.reason}, ${decision.note},
            nullif(${JSON.stringify(decision.changes)}::jsonb, 'null'::jsonb),
            (select v.shown_at ${ownView(tx, principal, decision)}), (select v.beside ${ownView(tx, principal, decision)}))
    on conflict (tenant_id, plan_id, digest, principal_id, decision) do nothing
    returning id`)
  return rows.length > 0
}

function ownView(tx: Tx, { id }: Principal, { planId, digest }: NewDecisionRecord): SQL {
  return sql`from plan_views v
    where v.tenant_id = ${tx.tenantId} and v.plan_id = ${planId} and v.digest = ${digest} and v.principal_id = ${id}`
}
