import { sql } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'

/** Lets a document have this metadata and no other. Where it has, nothing is written. */
export async function setMetadata(
  tx: Tx,
  documentId: string,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  await tx.query(sql`
    with wanted as (select key, value from jsonb_each_text(${JSON.stringify(metadata)}::jsonb)),
    gone as (
      delete from document_metadata m
       where m.tenant_id = ${tx.tenantId} and m.document_id = ${documentId} and m.key not in (select key from wanted))
    insert into document_metadata as m (tenant_id, document_id, key, value)
    select ${tx.tenantId}, ${documentId}::uuid, key, value from wanted
        on conflict (tenant_id, document_id, key) do update set value = excluded.value where m.value <> excluded.value`)
}
