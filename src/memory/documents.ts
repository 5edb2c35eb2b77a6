import { sql } from 'drizzle-orm'
import { AppError } from '#errors.ts'
import type { Tx } from './database.ts'
import { addVectors, type Embeddings, indexTerms, insertPassages, retirePassages } from './documents/passages.ts'
import { type DataClass, embeddedText, type PreparedDocument } from './prepare-document.ts'
import { type Reader, readableBy } from './reader.ts'

export interface StoredDocument {
  readonly documentId: string
  readonly version: number
  /** `stored`: a new version. `unchanged`: the text was there already, whatever else was updated. */
  readonly change: 'stored' | 'unchanged'
}

/** The texts of a document's passages that have no vector by this embedder yet, each once: what to embed before storing. */
export async function textsToEmbed(tx: Tx, document: PreparedDocument, embedder: string): Promise<readonly string[]> {
  const known = await tx.query<{ heading: string; text: string }>(sql`
    select p.heading, p.text from passages p
      join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where d.tenant_id = ${tx.tenantId} and d.source = ${document.source} and p.current and p.embedder = ${embedder}`)
  const have = new Set(known.map(embeddedText))
  return [...new Set(document.pieces.map(embeddedText))].filter((text) => !have.has(text))
}

/**
 * Stores a document: a new version when its text changed, with the vectors of passages that stayed; when it didn't,
 * only title, access list, class and missing vectors. Earlier versions stay, for the citations that point at them.
 * Throws `source-taken` when the source is another owner's document.
 */
export async function storeDocument(
  tx: Tx,
  document: PreparedDocument,
  { newId, embeddings }: { readonly newId: () => string; readonly embeddings: Embeddings },
): Promise<StoredDocument> {
  const before = await upsertDocument(tx, document, newId())
  const at = { documentId: before.id, version: before.version }
  if (before.contentHash === document.contentHash && before.isCurrent) {
    await addVectors(tx, document, { ...at, embeddings })
    if (before.title !== document.title) await indexTerms(tx, before.id)
    return { ...at, change: 'unchanged' }
  }
  const now = { documentId: before.id, version: before.version + 1 }
  await tx.query(sql`
    insert into document_versions (tenant_id, document_id, version, text, content_hash)
    values (${tx.tenantId}, ${now.documentId}, ${now.version}, ${document.text}, ${document.contentHash})`)
  await insertPassages(tx, document, { ...now, newId, embeddings })
  await retirePassages(tx, sql`p.document_id = ${now.documentId} and p.version < ${now.version}`)
  await indexTerms(tx, now.documentId)
  await tx.query(sql`
    update documents set current_version = ${now.version}
     where tenant_id = ${tx.tenantId} and id = ${now.documentId}`)
  return { ...now, change: 'stored' }
}

/** Takes documents out of search whose source begins with `prefix` and isn't among `keep`; gives their sources. */
export async function retireDocuments(
  tx: Tx,
  { prefix, keep }: { readonly prefix: string; readonly keep: readonly string[] },
): Promise<readonly string[]> {
  const gone = await tx.query<{ id: string; source: string }>(sql`
    update documents set passages = 0, terms = 0
     where tenant_id = ${tx.tenantId} and starts_with(source, ${prefix}) and source <> all(${sql.param(keep)}::text[])
       and passages > 0
    returning id, source`)
  const ids = gone.map(({ id }) => id)
  await retirePassages(tx, sql`p.document_id = any(${sql.param(ids)}::uuid[])`)
  return gone.map(({ source }) => source).sort()
}

export interface ListedDocument {
  readonly id: string
  readonly source: string
  readonly title: string
  readonly class: DataClass
  readonly version: number
  readonly passages: number
  readonly createdAt: Date
}

/** The documents in search that the reader may read, by title; `after` is the id of the last one of the page before. */
export async function listDocuments(
  tx: Tx,
  reader: Reader,
  { limit, after = null }: { readonly limit: number; readonly after?: string | null },
): Promise<readonly ListedDocument[]> {
  return tx.query<ListedDocument>(sql`
    select id, source, title, class, current_version as version, passages, created_at as "createdAt"
      from documents d
     where tenant_id = ${tx.tenantId} and passages > 0 and ${readableBy([reader], sql`acl`)}
       and (${after}::uuid is null or (title, id) > (
         select title, id from documents where tenant_id = ${tx.tenantId} and id = ${after}::uuid))
     order by title, id
     limit ${limit}`)
}

export interface StoredPassage {
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly text: string
  readonly start: number
  readonly end: number
  readonly heading: string
}

/** A passage, also of an earlier version; null when there is none or the reader may not read it: both look the same. */
export async function readPassage(tx: Tx, passageId: string, reader: Reader): Promise<StoredPassage | null> {
  const [row] = await tx.query<StoredPassage>(sql`
    select jsonb_build_object('id', d.id, 'title', d.title, 'version', p.version) as document,
           p.text, p.start, p."end", coalesce(p.heading, '') as heading
      from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.id = ${passageId} and ${readableBy([reader], sql`d.acl`)}`)
  return row ?? null
}

export interface StoredText {
  readonly document: StoredPassage['document']
  readonly passages: readonly (Omit<StoredPassage, 'document'> & { readonly passageId: string })[]
}

/** Passages of one document that are given at once: some 2 MB of text. */
const MOST_PASSAGES = 2_000

/** A version of a document as its passages in order, also an earlier one; null where `readPassage` would say so. */
export async function readDocument(
  tx: Tx,
  { documentId, version }: { readonly documentId: string; readonly version: number },
  reader: Reader,
): Promise<StoredText | null> {
  const rows = await tx.query<StoredText['passages'][number] & { readonly title: string }>(sql`
    select d.title, p.id as "passageId", p.text, p.start, p."end", coalesce(p.heading, '') as heading
      from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.version = ${version}
       and ${readableBy([reader], sql`d.acl`)}
     order by p.ordinal limit ${MOST_PASSAGES}`)
  const [first] = rows
  if (!first) return null
  return {
    document: { id: documentId, title: first.title, version },
    passages: rows.map(({ title: _title, ...passage }) => passage),
  }
}

interface DocumentBefore {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly contentHash: string | null
  readonly isCurrent: boolean
}

// The row stays locked until the end of the transaction, so two that store the same source come one after the other.
async function upsertDocument(tx: Tx, document: PreparedDocument, newId: string): Promise<DocumentBefore> {
  const { source, title, owner, acl } = document
  await tx.query(sql`
    insert into documents (tenant_id, id, source, title, owner, acl, class)
    values (${tx.tenantId}, ${newId}, ${source}, ${title}, ${owner}, ${sql.param(acl)}::text[], ${document.class})
    on conflict (tenant_id, source) do nothing`)
  const [before] = await tx.query<DocumentBefore & { owner: string | null }>(sql`
    select d.id, d.current_version as version, d.title, d.owner, v.content_hash as "contentHash",
           d.passages = ${document.pieces.length} as "isCurrent"
      from documents d
      left join document_versions v
        on v.tenant_id = d.tenant_id and v.document_id = d.id and v.version = d.current_version
     where d.tenant_id = ${tx.tenantId} and d.source = ${source}
       for update of d`)
  if (!before || before.owner !== owner) throw sourceTaken(source)
  await tx.query(sql`
    update documents set title = ${title}, acl = ${sql.param(acl)}::text[], class = ${document.class}
     where tenant_id = ${tx.tenantId} and id = ${before.id}
       and (title, acl, class) is distinct from (${title}, ${sql.param(acl)}::text[], ${document.class})`)
  return before
}

function sourceTaken(source: string): AppError {
  return new AppError(`The source "${source}" belongs to another document. Choose another one.`, {
    code: 'source-taken',
    status: 409,
  })
}
