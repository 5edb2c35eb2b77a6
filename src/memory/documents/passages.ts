import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { embeddedText, type PreparedDocument } from '../prepare-document.ts'

/** Vectors by the text they were made of (`embeddedText`); a passage without one is found by full text alone. */
export interface Embeddings {
  readonly embedder: string
  readonly vectors: ReadonlyMap<string, readonly number[]>
}

interface PassagesOf {
  readonly documentId: string
  readonly version: number
  readonly embeddings: Embeddings
}

/** Inserts a version's passages, current ones, with the vectors given or those of the same words in the version before. */
export async function insertPassages(
  tx: Tx,
  document: PreparedDocument,
  { documentId, version, newId, embeddings }: PassagesOf & { readonly newId: () => string },
): Promise<void> {
  const rows = document.pieces.map((piece) => ({ ...piece, id: newId(), embedding: vectorOf(piece, embeddings) }))
  await tx.query(sql`
    insert into passages (tenant_id, id, document_id, version, ordinal, start, "end", heading, text, embedding, embedder,
                          length, current)
    select ${tx.tenantId}, n.id, ${documentId}, ${version}, n.ordinal, n.start, n."end", n.heading, n.text,
           coalesce(n.embedding::vector, o.embedding),
           case when coalesce(n.embedding::vector, o.embedding) is not null then ${embeddings.embedder} end, 0, true
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as n(id uuid, ordinal integer, start integer, "end" integer, heading text, text text, embedding text)
      left join lateral (
        select o.embedding from passages o
         where o.tenant_id = ${tx.tenantId} and o.document_id = ${documentId} and o.current
           and o.embedder = ${embeddings.embedder} and o.heading = n.heading and o.text = n.text
         limit 1) o on true
     order by n.ordinal`)
}

/** Gives passages that stayed the vectors that they lack. */
export async function addVectors(
  tx: Tx,
  document: PreparedDocument,
  { documentId, version, embeddings }: PassagesOf,
): Promise<void> {
  const rows = document.pieces.flatMap((piece) => {
    const embedding = vectorOf(piece, embeddings)
    return embedding === null ? [] : [{ ordinal: piece.ordinal, embedding }]
  })
  if (rows.length === 0) return
  await tx.query(sql`
    update passages p set embedding = n.embedding::vector, embedder = ${embeddings.embedder}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(ordinal integer, embedding text)
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.version = ${version}
       and p.ordinal = n.ordinal`)
}

/** Takes passages out of search; they stay for the citations that point at them. */
export async function retirePassages(tx: Tx, which: SQL): Promise<void> {
  await tx.query(sql`
    with retired as (
      update passages p set current = false, embedding = null, embedder = null
       where p.tenant_id = ${tx.tenantId} and p.current and ${which}
      returning p.id)
    delete from passage_terms t using retired r where t.tenant_id = ${tx.tenantId} and t.passage_id = r.id`)
}

/** Counts the terms of a document's current passages anew: title, headings and text, as full text search reads them. */
export async function indexTerms(tx: Tx, documentId: string): Promise<void> {
  await tx.query(sql`
    delete from passage_terms t using passages p
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current
       and t.tenant_id = p.tenant_id and t.passage_id = p.id`)
  await tx.query(sql`
    with counted as materialized (
      select p.id, t.lexeme as term, cardinality(t.positions) as frequency
        from passages p
        join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
       cross join lateral unnest(to_tsvector('english',
         case when starts_with(p.heading, d.title) then '' else d.title || ' ' end || p.heading || ' ' || p.text)) t
       where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current),
    lengths as (
      update passages p set length = coalesce((select sum(c.frequency) from counted c where c.id = p.id), 0)
       where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current
      returning p.id, p.length),
    totals as (
      update documents d
         set passages = (select count(*) from lengths), terms = (select coalesce(sum(length), 0) from lengths)
       where d.tenant_id = ${tx.tenantId} and d.id = ${documentId}
      returning d.id)
    insert into passage_terms (tenant_id, passage_id, term, frequency, document_id, length)
    select ${tx.tenantId}, c.id, c.term, c.frequency, ${documentId}::uuid, l.length
      from counted c join lengths l on l.id = c.id`)
}

// As pgvector writes it. Seven digits are what a float of its kind holds.
function vectorOf(piece: { heading: string; text: string }, { vectors }: Embeddings): string | null {
  const vector = vectors.get(embeddedText(piece))
  return vector ? `[${vector.map((number) => number.toFixed(7)).join(',')}]` : null
}
