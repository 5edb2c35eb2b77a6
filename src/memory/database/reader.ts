import { sql, type SQL } from 'drizzle-orm'
import { accessEntries, type AccessSubject } from '#auth/access-list.ts'
import type { Tx } from './database.ts'

/** Whoever will see what is read. A principal is one. */
export type Reader = AccessSubject

/**
 * The condition that every reader may read a document with this `acl`: it names `public`, one of their roles
 * (`role:<role>`) or groups (`group:<group>`), or themselves (`user:<id>`). With no reader nothing may be read.
 */
export function readableBy(readers: readonly Reader[], acl: SQL): SQL {
  if (readers.length === 0) return sql`false`
  const each = readers.map((reader) => sql`${acl} && ${sql.param(accessEntries(reader))}::text[]`)
  return sql`(${sql.join(each, sql` and `)})`
}

/**
 * From here on the transaction sees of documents, versions, passages, terms and vectors what all of these readers may
 * read. The database's own policies hold it, so a statement that forgets the list finds nothing more; until this or
 * `keepDocuments` is called, it finds nothing at all. Send it ahead of what reads: it costs no wait of its own.
 */
export async function readAs(tx: Tx, readers: readonly Reader[]): Promise<void> {
  await tx.query(sql`
    select set_config('app.keeps_documents', '', true),
           set_config('app.readable', coalesce(string_agg(id::text, ','), ''), true)
      from access_lists where tenant_id = ${tx.tenantId} and ${readableBy(readers, sql`entries`)}`)
}

/**
 * From here on the transaction sees and changes every document of its tenant: for ingestion and other work that shows
 * nobody what it reads. All of that goes by an index, and is planned so: PostgreSQL keeps a session's plan of how it looks
 * up what a row refers to, and one made while a table had few rows would read the whole of it for each row that follows.
 */
export async function keepDocuments(tx: Tx): Promise<void> {
  await tx.query(sql`select set_config('app.keeps_documents', 'on', true), set_config('enable_seqscan', 'off', true)`)
}
