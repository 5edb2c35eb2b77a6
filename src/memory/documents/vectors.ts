import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { embeddedText, type PreparedDocument } from '../prepare-document.ts'

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
    select t.text from unnest(${sql.param([...new Set(texts)])}::text[]) with ordinality t(text, place)
     where not exists (
       select from passage_vectors v
        where v.tenant_id = ${tx.tenantId} and v.embedder = ${embedder}
          and v.text_hash = sha256(convert_to(t.text, 'UTF8')))
     order by t.place`)
  return rows.map(({ text }) => text)
}

/** Gives a version's current passages the vectors that they lack: those given, and whichever the same words have elsewhere. */
export async function addVectors(
  tx: Tx,
  document: PreparedDocument,
  { documentId, embeddings }: { readonly documentId: string; readonly embeddings: Embeddings },
): Promise<void> {
  const given = document.pieces.flatMap((piece) => {
    const vector = embeddings.vectors.get(embeddedText(piece))
    return vector ? [{ ordinal: piece.ordinal, embedding: vectorText(vector) }] : []
  })
  if (given.length > 0) {
    await insertVectors(tx, {
      from: sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(ordinal integer, embedding text)
        join passages p on p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current
         and p.ordinal = n.ordinal`,
      embedder: sql`${embeddings.embedder}::text`,
      embedding: sql`n.embedding::vector`,
    })
  }
  await insertVectors(tx, {
    from: sql`passages p cross join lateral (
        select distinct on (v.embedder) v.embedder, v.embedding from passage_vectors v
         where v.tenant_id = ${tx.tenantId} and v.text_hash = ${EMBEDDED_HASH}
           and v.embedder in (select ${embeddings.embedder} union select name from embedders where tenant_id = ${tx.tenantId})
        ) v`,
    where: sql`p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current`,
    embedder: sql`v.embedder`,
    embedding: sql`v.embedding`,
  })
}

/** As pgvector writes it. Seven digits are what a float of its kind holds. */
export function vectorText(vector: readonly number[]): string {
  return `[${vector.map((number) => number.toFixed(7)).join(',')}]`
}

/** Of what is embedded of a passage `p`: equal words have one vector. */
export const EMBEDDED_HASH = sql`sha256(convert_to(coalesce(p.heading, '') || e'\n' || p.text, 'UTF8'))`

/** Inserts vectors of passages `p`, each with its document's access list. Those that are there stay. */
export async function insertVectors(
  tx: Tx,
  { from, where = sql`true`, embedder, embedding }: VectorRows,
): Promise<void> {
  await tx.query(sql`
    insert into passage_vectors (tenant_id, passage_id, embedder, text_hash, access, dimensions, embedding)
    select p.tenant_id, p.id, ${embedder}, ${EMBEDDED_HASH}, d.access, vector_dims(${embedding}), ${embedding}
      from ${from}
      join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where ${where}
        on conflict (tenant_id, passage_id, embedder) do nothing`)
}

interface VectorRows {
  /** What gives passages as `p`, and whatever `embedder` and `embedding` speak of. */
  readonly from: SQL
  readonly where?: SQL
  readonly embedder: SQL
  readonly embedding: SQL
}
