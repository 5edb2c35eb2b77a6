import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { Part, textOfParts } from './part.ts'
import { Rating } from './rating.ts'
import { keepDocuments, readAs, type Reader, readableBy, viewFor } from '../database/reader.ts'
import { isOwnRow } from '../database/rows-allowed.ts'

export interface NewFeedback {
  readonly messageId: string
  readonly principalId: string
  readonly rating: Rating
  readonly reason: string | null
  readonly comment: string | null
}

/**
 * Keeps what somebody says of an answer, with the passages that it quotes; what they said of it before is replaced. False
 * where there is no such answer in a thread of theirs.
 */
export async function giveFeedback(tx: Tx, given: NewFeedback): Promise<boolean> {
  const { messageId, principalId, rating, reason, comment } = given
  const [answer] = await tx.query<{ parts: unknown }>(sql`
    select m.parts from messages m join threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
     where m.tenant_id = ${tx.tenantId} and m.id = ${messageId} and m.role = 'assistant'
       and m.is_complete and ${isOwnRow({ id: principalId }, sql`t.requester`)}`)
  if (!answer) return false
  const parts = z.array(Part).parse(answer.parts)
  const cited = parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
  const passages = cited.map(({ passageId, document }) => ({
    passageId,
    documentId: document.id,
    version: document.version,
  }))
  await tx.query(sql`
    insert into feedback (tenant_id, message_id, principal_id, rating, reason, comment)
    values (${tx.tenantId}, ${messageId}, ${principalId}, ${rating}, ${reason}, ${comment})
        on conflict (tenant_id, message_id, principal_id) do update
       set rating = excluded.rating, reason = excluded.reason, comment = excluded.comment, given_at = clock_timestamp()`)
  await tx.query(sql`
    insert into feedback_passages (tenant_id, message_id, principal_id, passage_id, document_id, version)
    select distinct ${tx.tenantId}, ${messageId}::uuid, ${principalId}, "passageId", "documentId", version
      from jsonb_to_recordset(${JSON.stringify(passages)}::jsonb)
             p("passageId" uuid, "documentId" uuid, version integer)
        on conflict do nothing`)
  return true
}

const ToMend = z.object({
  document: z.object({ id: z.uuid(), title: z.string(), version: z.int() }),
  wrong: z.int(),
  wrongSource: z.int(),
  outOfDate: z.int(),
  helpful: z.int(),
  lastAt: z.date(),
  places: z.array(z.object({ heading: z.string(), passageId: z.uuid() })).readonly(),
  comments: z
    .array(z.object({ rating: Rating, reason: z.string().nullable(), comment: z.string().nullable() }))
    .readonly(),
})
export type DocumentToMend = z.infer<typeof ToMend>

/** How many of the last words on a document are given. */
const COMMENTS = 5
/** How many of a document's sections are named. */
const SECTIONS = 5

/** Who asks what is to be mended. Whoever looks after the documents is told of each, and of its text what they may read. */
export interface MendingReader {
  readonly reader: Reader
  readonly isKeeper: boolean
}

/**
 * The documents of whose current version somebody said that it is wrong or old, the most often named first. What was said
 * of a version before, or of a document that was removed, is done with. `places`: the headings of the passages that
 * were quoted there, the most often named first, each with one of them. Places and comments are empty where the reader may not read the document.
 */
export async function listDocumentsToMend(
  tx: Tx,
  { reader, isKeeper }: MendingReader,
  limit: number,
): Promise<readonly DocumentToMend[]> {
  const seen = isKeeper ? keepDocuments(tx) : readAs(tx, viewFor(reader, 'any'))
  const found = tx.query(sql`
    with said as (
      select distinct p.document_id, f.message_id, f.principal_id, f.rating, f.reason, f.comment, f.given_at,
             ${readableBy([reader], sql`d.acl`)} as is_readable
        from feedback f
        join feedback_passages p on p.tenant_id = f.tenant_id and p.message_id = f.message_id
                                and p.principal_id = f.principal_id
        join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id and d.current_version = p.version
                        and d.removed_at is null
       where f.tenant_id = ${tx.tenantId}
         and not exists (select from mended m where m.tenant_id = f.tenant_id and m.kind = 'document'
                            and m.key = d.id::text and m.mended_at >= f.given_at))
    select jsonb_build_object('id', d.id, 'title', d.title, 'version', d.current_version) as document,
           (count(*) filter (where s.rating = 'wrong'))::int as wrong,
           (count(*) filter (where s.rating = 'wrong-source'))::int as "wrongSource",
           (count(*) filter (where s.rating = 'out-of-date'))::int as "outOfDate",
           (count(*) filter (where s.rating = 'helpful'))::int as helpful,
           max(s.given_at) filter (where s.rating <> 'helpful') as "lastAt",
           coalesce((select jsonb_agg(c.word) from (
             select jsonb_build_object('rating', w.rating, 'reason', w.reason, 'comment', w.comment) as word from said w
              where w.document_id = d.id and s.is_readable and w.rating <> 'helpful' and coalesce(w.comment, w.reason) is not null
              order by w.given_at desc limit ${COMMENTS}) c), '[]') as comments,
           coalesce((select jsonb_agg(jsonb_build_object('heading', named.heading, 'passageId', named.id)) from (
             select x.heading, min(x.id::text) as id from feedback_passages p
               join feedback f on f.tenant_id = p.tenant_id and f.message_id = p.message_id
                              and f.principal_id = p.principal_id and f.rating <> 'helpful'
               join passages x on x.tenant_id = p.tenant_id and x.id = p.passage_id and x.heading is not null
              where p.tenant_id = ${tx.tenantId} and p.document_id = d.id and p.version = d.current_version
                and s.is_readable
              group by x.heading order by count(*) desc, x.heading limit ${SECTIONS}) named), '[]') as places
      from said s join documents d on d.tenant_id = ${tx.tenantId} and d.id = s.document_id
     group by d.id, d.title, d.current_version, s.is_readable
    having count(*) filter (where s.rating <> 'helpful') > 0
     order by count(*) filter (where s.rating <> 'helpful') desc, d.title, d.id limit ${limit}`)
  const [rows] = await Promise.all([found, seen])
  return z.array(ToMend).parse(rows)
}

export interface UnansweredQuestion {
  readonly text: string
  readonly askedAt: Date
}

/** The last questions for whose answer the documents held nothing, newest first. */
export async function listUnanswered(tx: Tx, limit: number): Promise<readonly UnansweredQuestion[]> {
  const rows = await tx.query<{ parts: unknown; askedAt: Date }>(sql`
    select asked.parts, asked.created_at as "askedAt"
      from messages answer
      join runs r on r.tenant_id = answer.tenant_id and r.id = answer.run_id
      join messages asked on asked.tenant_id = r.tenant_id and asked.id = r.message_id
     where answer.tenant_id = ${tx.tenantId} and answer.role = 'assistant'
       and (answer.parts @> '[{"type": "notice", "code": "not-in-documents"}]'
         or answer.parts @> '[{"type": "text", "certainty": "nearest"}]')
     order by answer.created_at desc, answer.id limit ${limit}`)
  return rows.map(({ parts, askedAt }) => ({
    text: textOfParts(z.array(Part).parse(parts)),
    askedAt,
  }))
}
