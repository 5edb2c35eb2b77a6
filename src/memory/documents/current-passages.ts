import { sql, type SQL } from 'drizzle-orm'
import type { PlanCitation } from '#core/plan-citation.ts'
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
 * Passages of documents as they are now, by source, in their order; of them those that may hold one of these quotes. For what the company itself goes by: nobody is shown them.
 */
export async function currentPassages(
  tx: Tx,
  { sources, quotes }: { readonly sources: readonly string[]; readonly quotes: readonly string[] },
): Promise<readonly KeptPassage[]> {
  return passagesWhere(tx, sql`d.source = any(${textArray(sources)}) and ${isCurrent} and ${mayHold(quotes)}`)
}

/** The same of the documents that are cited, with the passages that were cited then beside them. */
export async function passagesSince(tx: Tx, citations: readonly PlanCitation[]): Promise<readonly KeptPassage[]> {
  if (citations.length === 0) return []
  const passageIds = citations.map(({ passageId }) => passageId)
  const quotes = citations.map(({ quote }) => quote)
  return passagesWhere(
    tx,
    sql`d.id = ${anyOf(citations.map(({ document }) => document.id))}
        and (p.id = ${anyOf(passageIds)} or (${isCurrent} and ${mayHold(quotes)}))`,
  )
}

const isCurrent = sql`(d.removed_at is null and p.version = d.current_version)`

function mayHold(quotes: readonly string[]): SQL {
  return sql`exists (select from unnest(${sql.param(quotes.map(longestWord))}::text[]) piece where strpos(p.text, piece) > 0)`
}

// What a passage holds as it is where it holds a quote: white space, which may differ, isn't in it.
function longestWord(quote: string): string {
  return quote.split(/\p{White_Space}+/u).reduce((longest, word) => (word.length > longest.length ? word : longest), '')
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
