import { sql, type SQL } from 'drizzle-orm'
import { AppError } from '#core/errors.ts'
import type { Location } from './text-location.ts'
import type { Tx } from '../database/database.ts'
import { anyOf } from '../database/driver/any-of.ts'
import { noticeAnew } from './document-inspection.ts'
import { setLanguage } from './stored/language.ts'
import { knowOriginalAnew } from './stored/original.ts'
import { forgetQuestions, questionsWithoutVector, storeQuestions } from './stored/questions.ts'
import { setMetadata } from './stored/metadata.ts'
import { addSketches, countTermsAnew, insertPassages, tombstonePassages } from './stored/passages.ts'
import { addVectors, type Embeddings, textsWithoutVector } from './stored/vectors.ts'
import { embeddedText, type PreparedDocument } from './prepare-document.ts'
import { isInView, keepDocuments, readAs, type View } from '../database/reader.ts'

export interface StoredDocument {
  readonly documentId: string
  readonly version: number
  /** `stored`: a new version. `unchanged`: the text was there already, whatever else was updated. */
  readonly change: 'stored' | 'unchanged'
}

/**
 * The texts of a document's passages, and the questions that it lists, that have no vector by this embedder yet, each once:
 * what to embed before storing.
 */
export async function textsToEmbed(tx: Tx, document: PreparedDocument, embedder: string): Promise<readonly string[]> {
  const [, texts, questions] = await Promise.all([
    keepDocuments(tx),
    textsWithoutVector(tx, document.pieces.map(embeddedText), embedder),
    questionsWithoutVector(tx, document, embedder),
  ])
  return [...texts, ...questions]
}

/**
 * Stores a document: a new version when its text changed, with the vectors that its words have already; when it didn't,
 * only title, access list, agents, class, missing vectors, what was noticed about it, the questions that it lists, and its original's
 * metadata and places.
 * Earlier versions stay, for the citations that point at them. One that was removed is there again. Throws `source-taken` when the source is another owner's document.
 */
export async function storeDocument(
  tx: Tx,
  document: PreparedDocument,
  { newId, embeddings }: { readonly newId: () => string; readonly embeddings: Embeddings },
): Promise<StoredDocument> {
  await keepDocuments(tx)
  const before = await upsertDocument(tx, document, newId())
  const { id: documentId } = before
  if (document.handedInWith) await setMetadata(tx, documentId, document.handedInWith)
  if (before.contentHash === document.contentHash && before.isCurrent) {
    const stored = { documentId, version: before.version }
    await noticeAnew(tx, document, stored)
    await knowOriginalAnew(tx, document, stored)
    await addVectors(tx, document, { ...stored, embeddings })
    const isRenamed = before.title !== document.title
    const isOtherLanguage = document.language !== null && document.language !== before.language
    if (isRenamed || !before.isSketched) await addSketches(tx, document, stored)
    if (isOtherLanguage) await setLanguage(tx, document, documentId)
    if (isRenamed || isOtherLanguage) await countTermsAnew(tx, document, stored)
    await storeQuestions(tx, document, { documentId, newId, embeddings })
    return { documentId, version: before.version, change: 'unchanged' }
  }
  const version = before.version + 1
  await insertVersion(tx, document, { documentId, version })
  // What is new has nothing in search, and looking for it costs as much as taking it out.
  if (before.version > 0) await tombstonePassages(tx, sql`p.document_id = ${documentId}`)
  await setLanguage(tx, document, documentId)
  await insertPassages(tx, document, { documentId, version, newId })
  await addVectors(tx, document, { documentId, version, embeddings })
  if (before.version > 0 || document.questions.length > 0) {
    await storeQuestions(tx, document, { documentId, newId, embeddings })
  }
  await tx.query(sql`
    update documents set current_version = ${version}, version_at = now(), updated_at = now()
     where tenant_id = ${tx.tenantId} and id = ${documentId}`)
  return { documentId, version, change: 'stored' }
}

/**
 * Takes documents out of search whose source begins with `prefix` and isn't among `keep`, and gives their sources. They
 * stay for as long as each was to be kept.
 */
export async function removeMissing(
  tx: Tx,
  { prefix, keep }: { readonly prefix: string; readonly keep: readonly string[] },
): Promise<readonly string[]> {
  return remove(tx, sql`starts_with(source, ${prefix}) and source <> all(${sql.param(keep)}::text[])`)
}

/** Takes a document out of search and gives its source; null where there is none. It stays for as long as it was to be kept. */
export async function removeDocument(tx: Tx, documentId: string): Promise<string | null> {
  const [source] = await remove(tx, sql`id = ${documentId}`)
  return source ?? null
}

async function remove(tx: Tx, which: SQL): Promise<readonly string[]> {
  await keepDocuments(tx)
  const gone = await tx.query<{ id: string; source: string }>(sql`
    update documents
       set passages = 0, terms = 0, removed_at = now(), keep_until = now() + keep_ms * interval '1 millisecond'
     where tenant_id = ${tx.tenantId} and removed_at is null and ${which}
    returning id, source`)
  const ids = gone.map(({ id }) => id)
  await tombstonePassages(tx, sql`p.document_id = any(${sql.param(ids)}::uuid[])`)
  await forgetQuestions(tx, ids)
  return gone.map(({ source }) => source).sort()
}

export interface StoredPassage {
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly text: string
  readonly start: number
  readonly end: number
  readonly heading: string
  /** Where its text begins in the original; null where that has no places. */
  readonly place: Location | null
}

const IN_DOCUMENT = { acl: sql`d.acl`, agents: sql`d.agents` }

/** A passage, also of an earlier version; null when there is none or it isn't in view: both look the same. */
export async function readPassage(tx: Tx, passageId: string, view: View): Promise<StoredPassage | null> {
  const seen = readAs(tx, view)
  const rows = tx.query<StoredPassage>(sql`
    select jsonb_build_object('id', d.id, 'title', d.title, 'version', p.version) as document,
           p.text, p.start, p."end", coalesce(p.heading, '') as heading, p.place
      from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.id = ${passageId} and ${isInView(view, IN_DOCUMENT)}`)
  const [[row]] = await Promise.all([rows, seen])
  return row ?? null
}

/** Which of these passages are in view. */
export async function readablePassages(
  tx: Tx,
  passageIds: readonly string[],
  view: View,
): Promise<ReadonlySet<string>> {
  const seen = readAs(tx, view)
  const rows = tx.query<{ id: string }>(sql`
    select p.id from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.id = ${anyOf(passageIds)}
       and ${isInView(view, IN_DOCUMENT)}`)
  return new Set((await Promise.all([rows, seen]))[0].map(({ id }) => id))
}

/** Which of these passages are in the view of somebody who hands them to a model outside: none of a regulated document. */
export async function passagesToHandOut(
  tx: Tx,
  passageIds: readonly string[],
  view: View,
): Promise<ReadonlySet<string>> {
  const seen = readAs(tx, view)
  const rows = tx.query<{ id: string }>(sql`
    select p.id from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.id = ${anyOf(passageIds)} and d.class <> 'regulated'
       and ${isInView(view, IN_DOCUMENT)}`)
  return new Set((await Promise.all([rows, seen]))[0].map(({ id }) => id))
}

interface DocumentBefore {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly contentHash: string | null
  readonly isCurrent: boolean
  readonly language: string
  readonly isSketched: boolean
}

// The row stays locked until the end of the transaction, so two that store the same source come one after the other.
async function upsertDocument(tx: Tx, document: PreparedDocument, newId: string): Promise<DocumentBefore> {
  const { source, title, owner, acl, agents, origin, fileHash, keepMs } = document
  await tx.query(sql`
    insert into documents (tenant_id, id, source, title, owner, acl, agents, class, origin, language)
    values (${tx.tenantId}, ${newId}, ${source}, ${title}, ${owner}, ${sql.param(acl)}::text[], ${sql.param(agents)}::text[],
            ${document.class}, ${origin}, 'und')
    on conflict (tenant_id, source) do nothing`)
  const [before] = await tx.query<DocumentBefore & { owner: string | null }>(sql`
    select d.id, d.current_version as version, d.title, d.owner, d.language, v.content_hash as "contentHash",
           d.passages = ${document.pieces.length} and d.removed_at is null as "isCurrent",
           not exists (select from passages p
                        where p.tenant_id = d.tenant_id and p.document_id = d.id and p.version = d.current_version
                          and p.sketch is null) as "isSketched"
      from documents d
      left join document_versions v
        on v.tenant_id = d.tenant_id and v.document_id = d.id and v.version = d.current_version
     where d.tenant_id = ${tx.tenantId} and d.source = ${source}
       for update of d`)
  if (!before || before.owner !== owner) throw sourceTaken(source)
  await tx.query(sql`
    update documents
       set title = ${title}, acl = ${sql.param(acl)}::text[], agents = ${sql.param(agents)}::text[], class = ${document.class}, origin = ${origin},
           file_hash = ${fileHash}, keep_ms = ${keepMs}, removed_at = null, keep_until = null, updated_at = now()
     where tenant_id = ${tx.tenantId} and id = ${before.id}
       and (title, acl, agents, class, origin, file_hash, keep_ms, removed_at) is distinct from
           (${title}, ${sql.param(acl)}::text[], ${sql.param([...agents].sort())}::text[], ${document.class}, ${origin}, ${fileHash}, ${keepMs}::bigint,
            null::timestamptz)`)
  return before
}

async function insertVersion(
  tx: Tx,
  document: PreparedDocument,
  { documentId, version }: { readonly documentId: string; readonly version: number },
): Promise<void> {
  const { text, contentHash, format, metadata, findings, places, inspection } = document
  await tx.query(sql`
    insert into document_versions (tenant_id, document_id, version, text, content_hash, format, metadata, findings, places,
                                   inspection)
    values (${tx.tenantId}, ${documentId}, ${version}, ${text}, ${contentHash}, ${format},
            ${JSON.stringify(metadata)}::jsonb, ${JSON.stringify(findings)}::jsonb, ${JSON.stringify(places)}::jsonb,
            ${inspection})`)
}

function sourceTaken(source: string): AppError {
  return new AppError(`The source "${source}" belongs to another document. Choose another one.`, {
    code: 'source-taken',
    status: 409,
  })
}
