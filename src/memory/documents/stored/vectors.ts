import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'
import { embeddedText, type PreparedDocument } from '../prepare-document.ts'
import { slicesOf, type StoredVersion } from './slices.ts'

/** Vectors by the text they were made of (`embeddedText`); a passage without one is found by full text alone. */
export interface Embeddings {
  readonly embedder: string
  readonly vectors: ReadonlyMap<string, readonly number[]>
}

/** Which of these texts have no vector by this embedder anywhere, also not of passages that left search. */
export async function textsWithoutVector(
  tx: Tx,
  texts: readonly string[],
  embedder: string,
): Promise<readonly string[]> {
  const rows = await tx.query<{ text: string }>(sql`
      with t as materialized (
        select text, place, sha256(convert_to(text, 'UTF8')) as hash
          from unnest(${sql.param([...new Set(texts)])}::text[]) with ordinality t(text, place))
    select t.text from t
      left join lateral (
        select true as found from passage_vectors v
         where v.tenant_id = ${tx.tenantId} and v.embedder = ${embedder} and v.text_hash = t.hash
         limit 1) v on true
     where v.found is null
     order by t.place`)
  return rows.map(({ text }) => text)
}

/** Gives a version's passages the vectors that they lack: those given, and whichever the same words have elsewhere. */
export async function addVectors(
  tx: Tx,
  document: PreparedDocument,
  { embeddings, ...stored }: StoredVersion & { readonly embeddings: Embeddings },
): Promise<void> {
  for (const { pieces, which: passages } of slicesOf(document, stored)) {
    const given = pieces.flatMap((piece) => {
      const vector = embeddings.vectors.get(embeddedText(piece))
      return vector ? [{ ordinal: piece.ordinal, embedding: vectorText(vector) }] : []
    })
    if (given.length > 0) {
      await insertVectors(tx, {
        passages,
        join: sql`join jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(ordinal integer, embedding text)
                    on n.ordinal = p.ordinal`,
        embedder: sql`${embeddings.embedder}::text`,
        embedding: sql`n.embedding::vector`,
      })
    }
    await insertVectors(tx, { passages, ...ofSameWords(tx, embeddings.embedder) })
  }
}

function ofSameWords(tx: Tx, embedder: string): Omit<VectorRows, 'passages'> {
  return {
    join: sql`cross join lateral (
        select distinct on (v.embedder) v.embedder, v.embedding from passage_vectors v
         where v.tenant_id = ${tx.tenantId} and v.text_hash = p.text_hash
           and v.embedder in (select ${embedder} union select name from embedders where tenant_id = ${tx.tenantId})
        ) v`,
    embedder: sql`v.embedder`,
    embedding: sql`v.embedding`,
  }
}

/** As pgvector writes it. Seven digits are what a float of its kind holds. */
export function vectorText(vector: readonly number[]): string {
  return `[${vector.map((number) => number.toFixed(7)).join(',')}]`
}

/**
 * Inserts vectors of passages that are in search, each with its document's access list, and takes those that were retired
 * into search again; gives the passages of both. Those that are in search stay.
 *
 * What passages `p` are compared by is made before anything is joined to them: a condition with a function that isn't
 * leakproof, as `convert_to`, comes after row-level security, and so never through an index.
 */
export async function insertVectors(
  tx: Tx,
  { passages, join, embedder, embedding }: VectorRows,
): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(sql`
      with p as materialized (
        select p.tenant_id, p.id, p.ordinal, d.access,
               sha256(convert_to(coalesce(p.heading, '') || e'\n' || p.text, 'UTF8')) as text_hash
          from passages p
          join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
         where p.tenant_id = ${tx.tenantId} and p.current and ${passages})
    insert into passage_vectors (tenant_id, passage_id, embedder, text_hash, access, dimensions, embedding)
    select p.tenant_id, p.id, ${embedder}, p.text_hash, p.access, vector_dims(${embedding}), ${embedding}
      from p ${join}
        on conflict (tenant_id, passage_id, embedder) do update set retired_at = null
     where passage_vectors.retired_at is not null
    returning passage_id as id`)
  return rows.map(({ id }) => id)
}

interface VectorRows {
  /** Which passages `p`. */
  readonly passages: SQL
  /** What joins to each `p`, by its `id`, `ordinal` or `text_hash`, whatever `embedder` and `embedding` speak of. */
  readonly join: SQL
  readonly embedder: SQL
  readonly embedding: SQL
}
