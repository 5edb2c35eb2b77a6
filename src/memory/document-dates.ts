import { sql } from 'drizzle-orm'
import type { Tx } from './database.ts'
import { readAs, type Reader } from './reader.ts'

export interface DocumentVersion {
  readonly id: string
  readonly version: number
}

/** When each of these versions came in, by `id version`. One that isn't there, or isn't the reader's to see, has no entry. */
export async function readVersionDates(
  tx: Tx,
  documents: readonly DocumentVersion[],
  reader: Reader,
): Promise<ReadonlyMap<string, Date>> {
  const wanted = JSON.stringify(documents.map(({ id, version }) => ({ id, version })))
  const seen = readAs(tx, [reader])
  const found = tx.query<{ id: string; version: number; createdAt: Date }>(sql`
    select v.document_id as id, v.version, v.created_at as "createdAt"
      from jsonb_to_recordset(${wanted}::jsonb) w(id uuid, version integer)
      join document_versions v
        on v.tenant_id = ${tx.tenantId} and v.document_id = w.id and v.version = w.version`)
  const [rows] = await Promise.all([found, seen])
  return new Map(rows.map(({ id, version, createdAt }) => [versionKey({ id, version }), createdAt]))
}

/** The key of a version among its dates. */
export function versionKey({ id, version }: DocumentVersion): string {
  return `${id} ${version}`
}
