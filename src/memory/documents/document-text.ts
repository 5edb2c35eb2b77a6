import { sql } from 'drizzle-orm'
import { AppError } from '#core/errors.ts'
import type { Tx } from '../database/database.ts'
import type { StoredPassage } from './documents.ts'
import { isInView, readAs, type View } from '../database/reader.ts'

export interface StoredText {
  readonly document: StoredPassage['document']
  /** The version that search reads now; null where the document was removed. */
  readonly newest: number | null
  readonly passages: readonly (Omit<StoredPassage, 'document'> & { readonly passageId: string })[]
  /** How many passages of the version stand before these, and how many after. */
  readonly leftOut: { readonly before: number; readonly after: number }
}

export interface WantedText {
  readonly documentId: string
  readonly version: number
  /** The passage that what is given is around; null: from the beginning. */
  readonly around: string | null
}

/** Passages of one document that are given at once: some 2 MB of text. */
const MOST_PASSAGES = 2_000

/**
 * A version of a document as its passages in order, also an earlier one: all, or the 2,000 around one of them. Null where
 * `readPassage` would say so. Throws `passage-elsewhere` where the version has no passage `around`.
 */
export async function readDocument(tx: Tx, wanted: WantedText, view: View): Promise<StoredText | null> {
  const seen = readAs(tx, view)
  const { documentId, version, around } = wanted
  // Ordinals count from 0 without a gap. As subqueries the stretch is found once; joined, it could be for each passage.
  const found = tx.query<StoredText['passages'][number] & VersionRow>(sql`
    with stretch as materialized (
      select count(*)::int as total, bool_or(id = ${around}::uuid) as "hasAround",
             least(coalesce(max(ordinal) filter (where id = ${around}::uuid), 0) - ${MOST_PASSAGES / 2}::int,
                   count(*) - ${MOST_PASSAGES}::int) as first
        from passages
       where tenant_id = ${tx.tenantId} and document_id = ${documentId} and version = ${version})
    select d.title, d.current_version as newest, d.removed_at is not null as "isRemoved",
           (select total from stretch) as total, (select "hasAround" from stretch) as "hasAround", p.ordinal,
           p.id as "passageId", p.text, p.start, p."end", coalesce(p.heading, '') as heading, p.place
      from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.version = ${version}
       and p.ordinal >= (select first from stretch) and ${isInView(view, { acl: sql`d.acl`, agents: sql`d.agents` })}
     order by p.ordinal limit ${MOST_PASSAGES}`)
  const [rows] = await Promise.all([found, seen])
  const [first] = rows
  if (!first) return null
  if (around !== null && first.hasAround !== true) throw passageElsewhere(wanted)
  return {
    document: { id: documentId, title: first.title, version },
    newest: first.isRemoved ? null : first.newest,
    passages: rows.map(({ passageId, text, start, end, heading, place }) => ({
      passageId,
      text,
      start,
      end,
      heading,
      place,
    })),
    leftOut: { before: first.ordinal, after: first.total - first.ordinal - rows.length },
  }
}

interface VersionRow {
  readonly title: string
  readonly newest: number
  readonly isRemoved: boolean
  readonly total: number
  readonly hasAround: boolean | null
  readonly ordinal: number
}

// The reader may read the document, so this tells them nothing of any other.
function passageElsewhere({ version, around }: WantedText): AppError {
  return new AppError(
    `The passage ${around} isn't in version ${version} of this document. Name one that is, or leave "around" out to read from the beginning.`,
    { code: 'passage-elsewhere', status: 400 },
  )
}
