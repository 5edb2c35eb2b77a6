import { sql } from 'drizzle-orm'
import { REQUESTER } from '#auth/roles.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { asksOneOf, isOwnRow, wasPassedOnTo } from '../database/rows-allowed.ts'

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
