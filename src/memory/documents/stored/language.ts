import { sql } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'
import type { PreparedDocument } from '../prepare-document.ts'

/** Characters of a text that its language is told from: half a page. */
const SAMPLE = 2_000

/** Sets the language of a document: as it was said, as its words show it, or what it is taken for otherwise. */
export async function setLanguage(tx: Tx, document: PreparedDocument, documentId: string): Promise<void> {
  const { language, likelyLanguage: otherwise } = document
  const sample = document.text.slice(0, SAMPLE).toWellFormed()
  await tx.query(sql`
    update documents set language = coalesce(${language}::text, likely_language(compared_text(${sample})), ${otherwise})
     where tenant_id = ${tx.tenantId} and id = ${documentId}`)
}
