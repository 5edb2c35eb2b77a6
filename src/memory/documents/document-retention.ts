import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { keepDocuments } from '../database/reader.ts'

/** When a removed document that evidence cites is looked at again. */
const LOOK_AGAIN_DAYS = 7

/**
 * Retention: deletes removed documents that were kept long enough, with every version, at most so many; returns their sources. One
 * that a plan goes by stays, and one that an answer quotes in a thread with a plan, since that plan's evidence may quote
 * it: it is looked at again in a week.
 */
export async function deleteExpiredDocuments(tx: Tx, atMost: number): Promise<readonly string[]> {
  await keepDocuments(tx)
  const expired = await tx.query<{ id: string }>(sql`
    select id from documents
     where tenant_id = ${tx.tenantId} and removed_at is not null and keep_until < now()
     order by keep_until, id limit ${atMost} for update`)
  if (expired.length === 0) return []
  const ids = sql`any(${sql.param(expired.map(({ id }) => id))}::uuid[])`
  await tx.query(sql`
    update documents set keep_until = now() + ${LOOK_AGAIN_DAYS} * interval '1 day'
     where tenant_id = ${tx.tenantId} and id = ${ids} and id::text in (
       select quoted->'document'->>'id'
         from messages m
        cross join lateral jsonb_path_query(m.parts, '$[*].citations[*]') quoted
        where m.tenant_id = ${tx.tenantId} and m.role = 'assistant'
          and exists (select from plans p where p.tenant_id = m.tenant_id and p.thread_id = m.thread_id)
       union all
       select cited->'document'->>'id'
         from plans p cross join lateral jsonb_array_elements(p.citations) cited
        where p.tenant_id = ${tx.tenantId})`)
  const deleted = await tx.query<{ source: string }>(sql`
    delete from documents
     where tenant_id = ${tx.tenantId} and id = ${ids} and keep_until < now()
    returning source`)
  return deleted.map(({ source }) => source).sort()
}
