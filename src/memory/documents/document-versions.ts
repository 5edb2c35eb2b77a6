import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { keepDocuments, readAs, type View } from '../database/reader.ts'

const DocumentVersion = z.object({ version: z.int(), createdAt: z.date(), passages: z.int() })
export type DocumentVersion = Readonly<z.infer<typeof DocumentVersion>>

/** The versions of a document that are told. */
const MOST_VERSIONS = 50

/** The versions of a document, the newest first; `view` null: for whoever looks after the documents. */
export async function listVersions(tx: Tx, documentId: string, view: View | null): Promise<readonly DocumentVersion[]> {
  const rights = view === null ? keepDocuments(tx) : readAs(tx, view)
  const found = tx.query(sql`
    select v.version, v.created_at as "createdAt",
           (select count(*)::int from passages p
             where p.tenant_id = v.tenant_id and p.document_id = v.document_id and p.version = v.version) as passages
      from document_versions v where v.tenant_id = ${tx.tenantId} and v.document_id = ${documentId}
     order by v.version desc limit ${MOST_VERSIONS}`)
  const [rows] = await Promise.all([found, rights])
  return rows.map((row) => DocumentVersion.parse(row))
}
