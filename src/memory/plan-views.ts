import { sql } from 'drizzle-orm'
import type { Principal } from '#core/principal.ts'
import type { Tx } from './database.ts'

/**
 * Writes down that a waiting plan, as it is now, was shown to somebody whom it asks: the first time only. Nothing is
 * written for anybody else, so it can be sent along with any reading of a plan.
 */
export async function storeView(tx: Tx, { id, roles }: Pick<Principal, 'id' | 'roles'>, planId: string): Promise<void> {
  const held = JSON.stringify(roles)
  await tx.query(sql`
    insert into plan_views (tenant_id, plan_id, digest, principal_id)
    select p.tenant_id, p.id, p.digest, ${id}::text
      from plans p
     where p.tenant_id = ${tx.tenantId} and p.id = ${planId} and p.status = 'waiting' and p.digest is not null
       and ((p.requester = ${id}
             and (coalesce(p.verdict -> 'roles', '[]'::jsonb) @> '["requester"]' or p.intent is null))
            or jsonb_exists_any(coalesce(p.verdict -> 'roles', '[]'::jsonb), array(select jsonb_array_elements_text(${held}::jsonb)))
            or (p.escalates_at <= now() and ${held}::jsonb @> to_jsonb(p.escalates_to)))
    on conflict do nothing`)
}
