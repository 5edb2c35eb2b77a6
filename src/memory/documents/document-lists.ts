import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { writtenForms } from '#text/compared-text.ts'
import { notFound } from '#core/errors.ts'
import { DataClass, KEPT_INSIDE } from '#core/data-class.ts'
import { Location } from './text-location.ts'
import type { Tx } from '../database/database.ts'
import {
  type Agents,
  belongsTo,
  isInView,
  keepDocuments,
  readAs,
  type Reader,
  readableBy,
  viewFor,
} from '../database/reader.ts'

/** What reading a document noticed, with a short quote; where it stands, if it does in the text. */
const Finding = z.object({
  kind: z.string(),
  text: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  place: Location.nullable().default(null),
  heading: z.string().nullable().default(null),
})

const Listed = z.object({
  id: z.uuid(),
  source: z.string(),
  title: z.string(),
  class: DataClass,
  acl: z.array(z.string()),
  /** Empty where it wasn't given to any yet. */
  agents: z.array(z.string()),
  origin: z.enum(['agent', 'upload', 'url', 'mcp']),
  format: z.string(),
  version: z.int(),
  passages: z.int(),
  /** How many of its passages are to have a vector by the embedder that serves, and have none. */
  unembedded: z.int(),
  findings: z.array(Finding),
  /** How many places read like orders to a model. */
  givesOrders: z.int(),
  /** Whether whoever looks may read it too. */
  isReadable: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
  removedAt: z.date().nullable(),
  keepUntil: z.date().nullable(),
})
export type ListedDocument = Readonly<z.infer<typeof Listed>>

export interface DocumentListFilter {
  readonly viewer: Reader
  /** Lists all there are, for those who look after the documents, and not what the viewer may read alone. */
  readonly all: boolean
  /** Those alone that belong to one of these. */
  readonly agents: Agents
  readonly status: 'ready' | 'embedding' | 'removed' | null
  /** Those alone that give orders to a model or hide words from their readers; comments aren't hidden from whoever wrote them. */
  readonly noticed: boolean
  /** What their sources begin with. */
  readonly source: string
  /** Words that are all in their titles or sources. Left out: none. */
  readonly words?: string
  /** That one alone. Left out: each. */
  readonly documentId?: string
  /** Whether the embedder that serves sends texts out of this process, and so is given no regulated ones. Left out: no. */
  readonly sendsTexts?: boolean
  readonly after: string | null
  readonly limit: number
}

/** Findings of a document that a list shows. */
const FINDINGS_SHOWN = 20

/**
 * Documents by title; `after` is the id of the last one of the page before. Those removed are listed where all are.
 * Throws `not-found` where nothing comes after one that isn't there, or that the viewer may not read.
 */
export async function listDocuments(tx: Tx, filter: DocumentListFilter): Promise<readonly ListedDocument[]> {
  const { viewer, all, agents, status, noticed, source, words = '', documentId = null } = filter
  const { sendsTexts = false, after, limit } = filter
  const isEmbedded = sendsTexts ? sql`d.class <> ${KEPT_INSIDE}` : sql`true`
  const view = viewFor(viewer, agents)
  const mayRead = readableBy([viewer], sql`d.acl`)
  const isListed = all
    ? belongsTo(agents, sql`d.agents`)
    : sql`d.removed_at is null and d.passages > 0 and ${isInView(view, { acl: sql`d.acl`, agents: sql`d.agents` })}`
  const rights = all ? keepDocuments(tx) : readAs(tx, view)
  const found = tx.query<unknown>(sql`
    with listed as (
      select d.*, ${mayRead} as "isReadable", case when d.removed_at is null and ${isEmbedded} then d.passages - (
               select count(*)::integer from passages p
                 join passage_vectors v on v.tenant_id = p.tenant_id and v.passage_id = p.id
                 join embedders e on e.tenant_id = v.tenant_id and e.name = v.embedder and e.serving
                where p.tenant_id = d.tenant_id and p.document_id = d.id and p.version = d.current_version)
               else 0 end as unembedded
        from documents d
       where d.tenant_id = ${tx.tenantId} and ${isListed} and (${startsWithAny(source)}) and ${hasWords(words)}
         and (${documentId}::uuid is null or d.id = ${documentId}::uuid)
         and (${after}::uuid is null or (d.title, d.id) > (
           select title, id from documents where tenant_id = ${tx.tenantId} and id = ${after}::uuid)))
    select d.id, d.source, d.title, d.class, d.acl, coalesce(d.agents, '{}') as agents, d.origin, coalesce(v.format, '') as format,
           d.current_version as version, d.passages, d.unembedded,
           coalesce(jsonb_path_query_array(v.findings, ${`$[0 to ${FINDINGS_SHOWN - 1}]`}::jsonpath), '[]') as findings,
           jsonb_array_length(coalesce(jsonb_path_query_array(v.findings, '$[*] ? (@.kind == "instruction-like")'), '[]'))
             as "givesOrders", d."isReadable",
           d.created_at as "createdAt", d.updated_at as "updatedAt", d.removed_at as "removedAt",
           d.keep_until as "keepUntil"
      from listed d
      left join document_versions v
        on v.tenant_id = d.tenant_id and v.document_id = d.id and v.version = d.current_version
     where (${status}::text is null or ${status} = case
             when d.removed_at is not null then 'removed' when d.unembedded > 0 then 'embedding' else 'ready' end)
       and (not ${noticed}::boolean or d.removed_at is null and v.findings @?
             '$[*] ? (@.kind == "instruction-like" || @.kind == "hidden-text" || @.kind == "invisible-characters")')
     order by d.title, d.id
     limit ${limit}`)
  const before =
    after === null ? [] : tx.query(sql`select from documents where tenant_id = ${tx.tenantId} and id = ${after}::uuid`)
  const [rows, [last]] = await Promise.all([found, before, rights])
  if (after !== null && rows.length === 0 && !last) throw notFound('document')
  return rows.map((row) => Listed.parse(row))
}

export interface HandedIn {
  readonly id: string
  readonly source: string
  readonly hash: string | null
  readonly acl: readonly string[]
  readonly agents: readonly string[]
  readonly class: string
  /** Null: for good. */
  readonly keepDays: number | null
  readonly metadata: Readonly<Record<string, string>>
  readonly language: string
}

// However they are written, in capitals or not.
function hasWords(words: string): SQL {
  const each = words.toLowerCase().split(/\s+/u).filter(Boolean).slice(0, 10)
  const isIn = (form: string) => sql`strpos(lower(d.title || ' ' || d.source), ${form}) > 0`
  return each.length === 0
    ? sql`true`
    : sql.join(
        each.map((word) => sql`(${sql.join(writtenForms(word).map(isIn), sql` or `)})`),
        sql` and `,
      )
}

function startsWithAny(source: string): SQL {
  return sql.join(
    writtenForms(source).map((form) => sql`starts_with(d.source, ${form})`),
    sql` or `,
  )
}

/** What was handed in under sources that begin so and is there, by source; `after` is the last source of the page before. */
export async function listHandedIn(
  tx: Tx,
  { source, after, limit }: { readonly source: string; readonly after: string | null; readonly limit: number },
): Promise<readonly HandedIn[]> {
  const rights = keepDocuments(tx)
  const rows = tx.query<HandedIn>(sql`
    select id, source, file_hash as hash, acl, coalesce(agents, '{}') as agents, class, (keep_ms / 86400000)::integer as "keepDays", language,
           coalesce((select jsonb_object_agg(key, value) from document_metadata m
                      where m.tenant_id = documents.tenant_id and m.document_id = documents.id), '{}') as metadata
      from documents
     where tenant_id = ${tx.tenantId} and removed_at is null and starts_with(source, ${source})
       and source > ${after ?? ''}
     order by source limit ${limit}`)
  return (await Promise.all([rows, rights]))[0]
}

/** What was read from a file, as far as it says whether it has to be read again. */
export interface StoredFile {
  readonly hash: string
  readonly acl: readonly string[]
  readonly agents: readonly string[]
  readonly class: ListedDocument['class']
  readonly keepMs: number | null
}

/** The documents that were read from files and are there, by source, of those whose sources begin so. */
export async function storedFiles(tx: Tx, prefix: string): Promise<ReadonlyMap<string, StoredFile>> {
  const rights = keepDocuments(tx)
  const rows = tx.query<StoredFile & { source: string }>(sql`
    select source, file_hash as hash, acl, coalesce(agents, '{}') as agents, class, keep_ms::float8 as "keepMs" from documents
     where tenant_id = ${tx.tenantId} and removed_at is null and file_hash is not null and starts_with(source, ${prefix})`)
  const [found] = await Promise.all([rows, rights])
  return new Map(found.map(({ source, ...file }) => [source, file]))
}

/** What says whose a document is, and who reads it for how long. */
export interface StoredTerms {
  readonly acl: readonly string[]
  /** Null where it wasn't given to any yet. */
  readonly agents: readonly string[] | null
  readonly class: ListedDocument['class']
  readonly keepMs: number | null
}

/** The terms of a document as it is, by its source; null where there is none. */
export async function findBySource(tx: Tx, source: string): Promise<StoredTerms | null> {
  const rights = keepDocuments(tx)
  const rows = tx.query<Omit<StoredTerms, 'keepMs'> & { keepMs: string | null }>(sql`
    select acl, agents, class, keep_ms as "keepMs" from documents where tenant_id = ${tx.tenantId} and source = ${source}`)
  const [[row]] = await Promise.all([rows, rights])
  return row ? { ...row, keepMs: row.keepMs === null ? null : Number(row.keepMs) } : null
}
