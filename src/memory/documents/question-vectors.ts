import { sql } from 'drizzle-orm'
import { KEPT_INSIDE } from '#core/data-class.ts'
import type { Tx } from '../database/database.ts'
import { keepDocuments } from '../database/reader.ts'
import type { EmbedderReach } from './embedders.ts'
import { leadQuestions } from './stored/questions.ts'
import { vectorText } from './stored/vectors.ts'

/** A question that a document lists as answered by it. */
export interface QuestionToEmbed {
  readonly id: string
  readonly question: string
}

/**
 * Listed questions that have no vector by this embedder, at most so many: none of a regulated document, where it sends
 * texts out of this process.
 */
export async function questionsToEmbed(
  tx: Tx,
  { name, sendsTexts, limit }: EmbedderReach & { readonly limit: number },
): Promise<readonly QuestionToEmbed[]> {
  await keepDocuments(tx)
  return tx.query<QuestionToEmbed>(sql`
    select q.id, q.question
      from document_questions q
      join documents d on d.tenant_id = q.tenant_id and d.id = q.document_id
     where q.tenant_id = ${tx.tenantId} and q.embedder is distinct from ${name}
       and not (${sendsTexts} and d.class = ${KEPT_INSIDE})
     order by q.id limit ${limit}`)
}

/** Stores vectors of questions, in the place of another embedder's, and finds anew which passages they lead to. */
export async function storeQuestionVectors(
  tx: Tx,
  name: string,
  vectors: readonly { readonly id: string; readonly vector: readonly number[] }[],
): Promise<void> {
  const rows = vectors.map(({ id, vector }) => ({ id, embedding: vectorText(vector) }))
  await keepDocuments(tx)
  await tx.query(sql`
    update document_questions q
       set embedder = ${name}, embedding = n.embedding::vector, dimensions = vector_dims(n.embedding::vector)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, embedding text)
     where q.tenant_id = ${tx.tenantId} and q.id = n.id`)
  await leadQuestions(tx, sql`q.id = any(${sql.param(vectors.map(({ id }) => id))}::uuid[])`)
}
