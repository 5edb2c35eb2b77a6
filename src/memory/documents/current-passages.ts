import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { anyOf } from '../database/driver/any-of.ts'
import { textArray } from '../database/driver/text-array.ts'
import type { StoredPassage } from './documents.ts'
import { keepDocuments } from '../database/reader.ts'

/** A passage with the document that it is of, whoever may read that. */
export interface KeptPassage extends Omit<StoredPassage, 'place'> {
  readonly passageId: string
  readonly source: string
  /** Whether it is of the version that search reads now. */
  readonly isCurrent: boolean
}

/**
 * Passages of documents as they are now, by source, in their order; of them those that hold one of these pieces of text.
 * For what the company itself goes by: nobody is shown them.
 */
export async function currentPassages(
  tx: Tx,
  { sources, holding }: { readonly sources: readonly string[]; readonly holding: readonly string[] },
): Promise<readonly KeptPassage[]> {
  return passagesWhere(tx, sql`d.source = any(${textArray(sources)}) and ${isCurrent} and ${holds(holding)}`)
}

/** The same by document, with these passages beside them, of whatever version they are. */
export async function passagesSince(
  tx: Tx,
  wanted: {
    readonly documentIds: readonly string[]
    readonly passageIds: readonly string[]
    readonly holding: readonly string[]
  },
): Promise<readonly KeptPassage[]> {
  const { documentIds, passageIds, holding } = wanted
  return passagesWhere(
    tx,
    sql`d.id = ${anyOf(documentIds)}
        and (p.id = ${anyOf(passageIds)} or (${isCurrent} and ${holds(holding)}))`,
  )
}

const isCurrent = sql`(d.removed_at is null and p.version = d.current_version)`

function holds(pieces: readonly string[]): SQL {
  return sql`exists (select from unnest(${sql.param(pieces)}::text[]) piece where strpos(p.text, piece) > 0)`
}

async function passagesWhere(tx: Tx, condition: SQL): Promise<readonly KeptPassage[]> {
  const kept = keepDocuments(tx)
  const found = tx.query<KeptPassage>(sql`
    select p.id as "passageId", d.source, ${isCurrent} as "isCurrent",
           jsonb_build_object('id', d.id, 'title', d.title, 'version', p.version) as document,
           p.text, p.start, p."end", coalesce(p.heading, '') as heading
      from documents d join passages p on p.tenant_id = d.tenant_id and p.document_id = d.id
     where d.tenant_id = ${tx.tenantId} and ${condition}
     order by d.source, p.version, p.ordinal`)
  const [rows] = await Promise.all([found, kept])
  return rows
}
