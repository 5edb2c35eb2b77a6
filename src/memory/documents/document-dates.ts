import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { readAs, type View } from '../database/reader.ts'

export interface DocumentVersion {
  readonly id: string
  readonly version: number
}

export interface VersionDate {
  readonly at: Date
  /** What the document says of itself; otherwise the day on which it came in. */
  readonly isItsOwn: boolean
}

/** The date of each of these versions, by `id version`. One that isn't there, or isn't in view, has no entry. */
export async function readVersionDates(
  tx: Tx,
  documents: readonly DocumentVersion[],
  view: View,
): Promise<ReadonlyMap<string, VersionDate>> {
  const wanted = JSON.stringify(documents.map(({ id, version }) => ({ id, version })))
  const seen = readAs(tx, view)
  const found = tx.query<DatedVersion>(sql`
    select v.document_id as id, v.version, v.created_at as "createdAt", v.metadata->>'date' as said
      from jsonb_to_recordset(${wanted}::jsonb) w(id uuid, version integer)
      join document_versions v
        on v.tenant_id = ${tx.tenantId} and v.document_id = w.id and v.version = w.version`)
  const [rows] = await Promise.all([found, seen])
  return new Map(rows.map((row) => [versionKey(row), dateOf(row)]))
}

interface DatedVersion extends DocumentVersion {
  readonly createdAt: Date
  readonly said: string | null
}

function dateOf({ createdAt, said }: DatedVersion): VersionDate {
  const own = new Date(said ?? '')
  return Number.isNaN(own.getTime()) ? { at: createdAt, isItsOwn: false } : { at: own, isItsOwn: true }
}

/** The key of a version among its dates. */
export function versionKey({ id, version }: DocumentVersion): string {
  return `${id} ${version}`
}
