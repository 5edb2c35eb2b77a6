import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'
import type { PreparedDocument } from '../prepare-document.ts'
import { type Embeddings, vectorText } from './vectors.ts'

/**
 * Lets a document list these questions and no others, and finds for each the passage that it leads to. Those that stay
 * keep their vectors. Call it when the document's terms are counted.
 */
export async function storeQuestions(
  tx: Tx,
  { questions }: Pick<PreparedDocument, 'questions'>,
  to: { readonly documentId: string; readonly newId: () => string; readonly embeddings: Embeddings },
): Promise<void> {
  const { documentId, embeddings } = to
  await tx.query(sql`
    delete from document_questions
     where tenant_id = ${tx.tenantId} and document_id = ${documentId}
       and question <> all(${sql.param(questions.map(({ question }) => question))}::text[])`)
  if (questions.length === 0) return
  const rows = questions.map(({ question, within }) => {
    const vector = embeddings.vectors.get(question)
    return { id: to.newId(), question, within, embedding: vector ? vectorText(vector) : null }
  })
  await tx.query(sql`
    insert into document_questions as q (tenant_id, id, document_id, question, within, access, embedder, dimensions, embedding)
    select ${tx.tenantId}, n.id, d.id, n.question, n.within, d.access,
           case when n.embedding is not null then ${embeddings.embedder} end, vector_dims(n.embedding::vector),
           n.embedding::vector
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             as n(id uuid, question text, within integer[], embedding text)
      join documents d on d.tenant_id = ${tx.tenantId} and d.id = ${documentId}
        on conflict (tenant_id, document_id, question) do update
       set within = excluded.within, embedder = coalesce(excluded.embedder, q.embedder),
           dimensions = coalesce(excluded.dimensions, q.dimensions), embedding = coalesce(excluded.embedding, q.embedding)`)
  await indexQuestions(tx, documentId)
  await leadQuestions(tx, sql`q.document_id = ${documentId}`)
}

/** Which of its questions have no vector by this embedder yet. */
export async function questionsWithoutVector(
  tx: Tx,
  { source, questions }: Pick<PreparedDocument, 'source' | 'questions'>,
  embedder: string,
): Promise<readonly string[]> {
  if (questions.length === 0) return []
  const rows = await tx.query<{ question: string }>(sql`
    select n.question
      from unnest(${sql.param(questions.map(({ question }) => question))}::text[]) with ordinality n(question, place)
     where not exists (
       select from documents d join document_questions q on q.tenant_id = d.tenant_id and q.document_id = d.id
        where d.tenant_id = ${tx.tenantId} and d.source = ${source} and q.question = n.question
          and q.embedder = ${embedder})
     order by n.place`)
  return rows.map(({ question }) => question)
}

/** Takes the questions of documents out of search for good: they come back with the document. */
export async function forgetQuestions(tx: Tx, documentIds: readonly string[]): Promise<void> {
  await tx.query(sql`
    delete from document_questions
     where tenant_id = ${tx.tenantId} and document_id = any(${sql.param(documentIds)}::uuid[])`)
}

// Stemmed as the document is.
async function indexQuestions(tx: Tx, documentId: string): Promise<void> {
  await tx.query(sql`
    delete from question_terms t using document_questions q
     where q.tenant_id = ${tx.tenantId} and q.document_id = ${documentId}
       and t.tenant_id = q.tenant_id and t.question_id = q.id`)
  await tx.query(sql`
    insert into question_terms (tenant_id, question_id, term, document_id, length, access)
    select q.tenant_id, q.id, t.lexeme, d.id, count(*) over (partition by q.id), d.access
      from document_questions q
      join documents d on d.tenant_id = q.tenant_id and d.id = q.document_id
     cross join lateral terms_in(text_config(d.language), q.question) t
     where q.tenant_id = ${tx.tenantId} and q.document_id = ${documentId}`)
}

/**
 * Finds for these questions `q` the passage of their document that fits best, by words and by vectors in equal shares, each
 * divided by its best; below the heading that they name, where they name one. Where nothing tells, it is the first.
 */
export async function leadQuestions(tx: Tx, which: SQL): Promise<void> {
  await tx.query(sql`
    with place as materialized (
      select q.id as question_id, p.id as passage_id, p.ordinal,
             greatest(1 - (v.embedding <=> q.embedding), 0) as similarity
        from document_questions q
        join passages p on p.tenant_id = q.tenant_id and p.document_id = q.document_id and p.current
        left join passage_vectors v
          on v.tenant_id = p.tenant_id and v.passage_id = p.id and v.embedder = q.embedder
       where q.tenant_id = ${tx.tenantId} and ${which} and (q.within is null or p.ordinal = any(q.within))),
    shared as materialized (
      select place.question_id, place.passage_id, t.frequency,
             count(*) over (partition by place.question_id, t.term)::float8 as holding
        from place
        join question_terms a on a.tenant_id = ${tx.tenantId} and a.question_id = place.question_id
        join passage_terms t on t.tenant_id = a.tenant_id and t.passage_id = place.passage_id and t.term = a.term),
    of_all as (select question_id, count(*)::float8 as passages from place group by question_id),
    worded as (
      select s.question_id, s.passage_id,
             sum(ln(1 + (o.passages - s.holding + 0.5) / (s.holding + 0.5)) * s.frequency / (s.frequency + 1)) as score
        from shared s join of_all o on o.question_id = s.question_id group by s.question_id, s.passage_id),
    halves as (
      select place.*, coalesce(w.score / nullif(max(w.score) over each, 0), 0)
                      + coalesce(place.similarity / nullif(max(place.similarity) over each, 0), 0) as fit
        from place left join worded w on w.question_id = place.question_id and w.passage_id = place.passage_id
      window each as (partition by place.question_id)),
    best as (select distinct on (question_id) question_id, passage_id from halves order by question_id, fit desc, ordinal)
    update document_questions q
       set passage_id = (select passage_id from best where best.question_id = q.id)
     where q.tenant_id = ${tx.tenantId} and ${which}`)
}
