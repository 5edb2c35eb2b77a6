import { sql, type SQL } from 'drizzle-orm'
import type { PreparedDocument, PreparedChunk } from '../prepare-document.ts'

/** Passages that one statement stores: a document of any length takes more of them, each as short as another's. */
export const AT_ONCE = 500

/** PostgreSQL's largest integer. */
const BEYOND_ALL = 2 ** 31 - 1

/** A version of a document that is in search. */
export interface StoredVersion {
  readonly documentId: string
  readonly version: number
}

interface Slice {
  readonly pieces: readonly PreparedChunk[]
  /** Which passages `p` are those. */
  readonly which: SQL
}

/**
 * The passages of a document's version, so many at a time. The last slice has whatever follows, too: a version that was
 * stored when texts were split otherwise may have more of them than the same text has today.
 */
export function* slicesOf({ pieces }: PreparedDocument, { documentId, version }: StoredVersion): Generator<Slice> {
  for (let start = 0; start < pieces.length; start += AT_ONCE) {
    const [some, next] = [pieces.slice(start, start + AT_ONCE), pieces[start + AT_ONCE]]
    yield {
      pieces: some,
      which: sql`p.document_id = ${documentId} and p.version = ${version} and p.current
        and p.ordinal >= ${some[0]?.ordinal} and p.ordinal < ${next?.ordinal ?? BEYOND_ALL}`,
    }
  }
}
