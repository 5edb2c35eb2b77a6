import { sql, type SQL } from 'drizzle-orm'
import { accessEntries, type AccessSubject } from '#auth/access-list.ts'
import { SHARED } from '#core/shared-agents.ts'
import type { Tx } from './database.ts'

/** The subject that rows are read for. A principal is one. */
export type Reader = AccessSubject

/**
 * Through which agents somebody looks: what belongs to none of these isn't there for them. `any`: whichever they are, for
 * what was said already, which is a record, and for what belongs to no agent's answers.
 */
export type Agents = readonly string[] | 'any'

/** Everyone who will see what is read, and through which agents they look. */
export interface View {
  readonly readers: readonly Reader[]
  readonly agents: Agents
}

/** What one person sees through these agents. */
export function viewFor(reader: Reader, agents: Agents): View {
  return { readers: [reader], agents }
}

/** The condition that a document with this access list and these agents is in a view: all of its readers may read it. */
export function isInView({ readers, agents }: View, document: { readonly acl: SQL; readonly agents: SQL }): SQL {
  return sql`(${readableBy(readers, document.acl)} and ${belongsTo(agents, document.agents)})`
}

/**
 * The condition that every reader may read a document with this `acl`: it names `public`, one of their roles
 * (`role:<role>`) or groups (`group:<group>`), or themselves (`user:<id>`). With no reader nothing may be read.
 */
export function readableBy(readers: readonly Reader[], acl: SQL): SQL {
  if (readers.length === 0) return sql`false`
  const each = readers.map((reader) => sql`${acl} && ${sql.param(accessEntries(reader))}::text[]`)
  return sql`(${sql.join(each, sql` and `)})`
}

/** The condition that a document of these agents belongs to one that is looked through. One that was given to none does not. */
export function belongsTo(agents: Agents, ofDocument: SQL): SQL {
  if (agents === 'any') return sql`true`
  return sql`(${ofDocument} && ${sql.param([...agents, SHARED])}::text[]) is true`
}

/**
 * From here on the transaction sees of documents, versions, passages, terms and vectors what is in this view. The
 * database's own policies hold it, so a statement that forgets the list finds nothing more; until this or
 * `keepDocuments` is called, it finds nothing at all. Send it ahead of what reads: it costs no wait of its own.
 */
export async function readAs(tx: Tx, view: View): Promise<void> {
  await tx.query(sql`
    select set_config('app.keeps_documents', '', true),
           set_config('app.readable', coalesce(string_agg(id::text, ','), ''), true)
      from access_lists where tenant_id = ${tx.tenantId} and ${isInView(view, { acl: sql`entries`, agents: sql`agents` })}`)
}

/**
 * From here on the transaction sees and changes every document of its tenant: for ingestion and other work that shows
 * nobody what it reads. All of that goes by an index, and is planned so: PostgreSQL keeps a session's plan of how it looks
 * up what a row refers to, and one made while a table had few rows would read the whole of it for each row that follows.
 */
export async function keepDocuments(tx: Tx): Promise<void> {
  await tx.query(sql`select set_config('app.keeps_documents', 'on', true), set_config('enable_seqscan', 'off', true)`)
}
