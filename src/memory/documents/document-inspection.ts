import { sql } from 'drizzle-orm'
import { KEPT_INSIDE } from '#core/data-class.ts'
import type { TextLocation } from './text-location.ts'
import type { Tx } from '../database/database.ts'
import type { PlacedFinding, PreparedDocument } from './prepare-document.ts'
import { keepDocuments } from '../database/reader.ts'

/** A version that search reads and that no inspection, or an older one, has looked at. */
export interface UninspectedVersion {
  readonly documentId: string
  readonly version: number
  readonly title: string
  readonly text: string
  readonly places: readonly TextLocation[]
  readonly findings: readonly Omit<PlacedFinding, 'place' | 'heading'>[]
}

/** The next version that is to be looked at by this inspection; null where there is none. A model is shown no regulated one. */
export async function nextUninspected(
  tx: Tx,
  inspection: number,
  { byModel = false }: { readonly byModel?: boolean } = {},
): Promise<UninspectedVersion | null> {
  await keepDocuments(tx)
  const [row] = await tx.query<UninspectedVersion>(sql`
    select v.document_id as "documentId", v.version, d.title, v.text, v.places, v.findings
      from document_versions v
      join documents d on d.tenant_id = v.tenant_id and d.id = v.document_id and d.current_version = v.version
     where v.tenant_id = ${tx.tenantId} and v.inspection < ${inspection} and d.removed_at is null
       and not (${byModel} and d.class = ${KEPT_INSIDE})
     order by v.document_id limit 1`)
  return row ?? null
}

/**
 * Replaces what was noticed about a version by what is noticed about the same text now, on it and on its passages, where
 * that is something else. Call it in a transaction that keeps the documents.
 */
export async function noticeAnew(
  tx: Tx,
  { findings, inspection, pieces }: Pick<PreparedDocument, 'findings' | 'inspection' | 'pieces'>,
  { documentId, version }: { readonly documentId: string; readonly version: number },
): Promise<void> {
  const noticed = JSON.stringify(findings)
  const changed = await tx.query(sql`
    update document_versions set findings = ${noticed}::jsonb, inspection = ${inspection}
     where tenant_id = ${tx.tenantId} and document_id = ${documentId} and version = ${version}
       and (findings <> ${noticed}::jsonb or inspection <> ${inspection})
    returning version`)
  if (changed.length === 0) return
  const flags = JSON.stringify(pieces.map(({ start, flags: noticedThere }) => ({ start, flags: noticedThere })))
  await tx.query(sql`
    update passages p set flags = array(select jsonb_array_elements_text(n.flags))
      from jsonb_to_recordset(${flags}::jsonb) as n(start integer, flags jsonb)
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.version = ${version}
       and p.start = n.start`)
}
