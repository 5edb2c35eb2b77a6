import { sql } from 'drizzle-orm'
import { REQUESTER } from '#auth/roles.ts'
import type { Json } from '#core/json.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { asksOneOf, isOwnRow, wasPassedOnTo } from '../database/rows-allowed.ts'

/**
 * Keeps what was looked up for somebody beside a waiting plan that was shown to them, as they see it now: the last of it stays,
 * until they have decided.
 */
export async function storeBeside(
  tx: Tx,
  reader: Pick<Principal, 'id'>,
  { planId, digest, beside }: { readonly planId: string; readonly digest: string; readonly beside: Json },
): Promise<void> {
  await tx.query(sql`
    update plan_views v set beside = ${JSON.stringify(beside)}::jsonb
     where v.tenant_id = ${tx.tenantId} and v.plan_id = ${planId} and v.digest = ${digest}
       and v.principal_id = ${reader.id}
       and not exists (select from decisions d
                        where d.tenant_id = ${tx.tenantId} and d.plan_id = ${planId} and d.digest = ${digest}
                          and d.principal_id = ${reader.id})`)
}

/**
 * Writes down that a waiting plan, as it is now, was shown to somebody whom it asks: the first time only. Nothing is
 * written for anybody else, so it can be sent along with any reading of a plan.
 */
export async function storeView(tx: Tx, reader: Pick<Principal, 'id' | 'roles'>, planId: string): Promise<void> {
  const asked = sql`coalesce(p.verdict -> 'roles', '[]'::jsonb)`
  await tx.query(sql`
    insert into plan_views (tenant_id, plan_id, digest, principal_id)
    select p.tenant_id, p.id, p.digest, ${reader.id}::text
      from plans p
     where p.tenant_id = ${tx.tenantId} and p.id = ${planId} and p.status = 'waiting' and p.digest is not null
       and ((${isOwnRow(reader, sql`p.requester`)} and (jsonb_exists(${asked}, ${REQUESTER}) or p.intent is null))
            or ${asksOneOf(reader, asked)} or ${wasPassedOnTo(reader)})
    on conflict do nothing`)
}
