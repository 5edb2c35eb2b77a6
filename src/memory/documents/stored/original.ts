import { sql } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'
import type { PreparedDocument } from '../prepare-document.ts'

/**
 * Replaces what a version knows of its original, its metadata and places, where an original of the same text has others:
 * a new date, or other pages. Call it in a transaction that keeps the documents.
 */
export async function knowOriginalAnew(
  tx: Tx,
  { format, metadata, places, pieces }: PreparedDocument,
  { documentId, version }: { readonly documentId: string; readonly version: number },
): Promise<void> {
  const [about, where] = [JSON.stringify(metadata), JSON.stringify(places)]
  const changed = await tx.query(sql`
    update document_versions set format = ${format}, metadata = ${about}::jsonb, places = ${where}::jsonb
     where tenant_id = ${tx.tenantId} and document_id = ${documentId} and version = ${version}
       and (format, metadata, places) is distinct from (${format}::text, ${about}::jsonb, ${where}::jsonb)
    returning version`)
  if (changed.length === 0) return
  const rows = JSON.stringify(pieces.map(({ start, place }) => ({ start, place })))
  await tx.query(sql`
    update passages p set place = n.place
      from jsonb_to_recordset(${rows}::jsonb) as n(start integer, place jsonb)
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.version = ${version}
       and p.start = n.start and p.place is distinct from n.place`)
}
