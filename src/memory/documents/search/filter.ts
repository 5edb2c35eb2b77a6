import { sql, type SQL } from 'drizzle-orm'
import { writtenForms } from '#text/compared-text.ts'

/** Which documents are searched; what is null or empty leaves none out. */
export interface SearchFilter {
  /** What their sources begin with. */
  readonly source: string | null
  /** Whose current version came in at this moment or later. */
  readonly since: Date | null
  /** Whose current version came in before this moment. */
  readonly until: Date | null
  /** What they were handed in with: all of it. */
  readonly metadata: Readonly<Record<string, string>>
}

/** The condition on documents. Each part has an index of its own that the policies let it use. */
export function filterCondition(tenantId: string, { source, since, until, metadata }: SearchFilter): SQL {
  const conditions = [
    sql`true`,
    ...(source === null ? [] : [sql`(${sql.join(writtenForms(source).map(startingWith), sql` or `)})`]),
    ...(since === null ? [] : [sql`version_at >= ${since.toISOString()}::timestamptz`]),
    ...(until === null ? [] : [sql`version_at < ${until.toISOString()}::timestamptz`]),
    ...Object.entries(metadata).map(
      ([key, value]) => sql`id in (
        select document_id from document_metadata
         where tenant_id = ${tenantId} and key = ${key} and value = ${value})`,
    ),
  ]
  return sql.join(conditions, sql` and `)
}

// As a range too, for an index knows nothing of `starts_with` here. After every source that begins so comes the last
// character that there is.
function startingWith(source: string): SQL {
  return sql`(starts_with(source, ${source})
    and source collate "C" >= ${source} and source collate "C" < ${`${source}\u{10FFFF}`})`
}
