import { sql, type SQL } from 'drizzle-orm'
import { BM25 } from './bm25.ts'
import { EXACT_UP_TO, type QueryVector } from './by-vector.ts'

/**
 * What a listed question counts for beside a text: its words, which are few, and so each would count for more than any of a
 * text; and its cosine, since two questions are alike for being questions. Chosen on every second question of
 * `npm run evals -- questions`: with all of its words' weight, what lists nothing loses places to what lists something, and
 * questions in the text's own words do too.
 */
const LISTED_WORDS = 0.7
const LISTED_MEANING = 0.9

interface Options {
  readonly tenantId: string
  readonly vector: QueryVector | null
  readonly limit: number
}

/**
 * The statement's parts `listed_words` and `listed_near`: passages that questions lead to which their documents list as
 * answered by them, with the score of the best of them. By words, a passage is read with one of its questions at a time:
 * of each concept, what the text has of it or what the question has, whichever counts more. So words that are spread over
 * many questions don't add up. Needs `asked`, `posting`, `rarity`, `extent` and `question`.
 */
export function rankedByQuestion({ tenantId, vector, limit }: Options): SQL {
  return sql`
    listed_posting as materialized (
      select a.concept, t.question_id, max(a.weight)::float8 as frequency, max(t.length)::float8 as length
        from asked a
       cross join lateral (
          select t.question_id, t.length from question_terms t
           where t.tenant_id = ${tenantId} and t.term = a.term and (t.document_id in (select id from readable)) is true
          offset 0) t
       group by a.concept, t.question_id),
    listed_best as materialized (
      select q.id as question_id, q.passage_id
        from listed_posting p join rarity r on r.concept = p.concept cross join extent e
        join document_questions q on q.tenant_id = ${tenantId} and q.id = p.question_id and q.passage_id is not null
       group by q.id, q.passage_id order by sum(${BM25}) desc, q.id limit ${limit}),
    listed_concept as materialized (
      select b.question_id, b.passage_id, p.concept, p.frequency, p.length, ${LISTED_WORDS}::float8 as weight
        from listed_best b join listed_posting p on p.question_id = b.question_id
      union all
      select b.question_id, b.passage_id, p.concept, p.frequency, p.length, 1
        from listed_best b join posting p on p.passage_id = b.passage_id),
    listed_words as materialized (
      select passage_id, max(score) as score
        from (select question_id, passage_id, sum(share) as score
                from (select p.question_id, p.passage_id, max(p.weight * ${BM25}) as share
                        from listed_concept p join rarity r on r.concept = p.concept cross join extent e
                       group by p.question_id, p.passage_id, p.concept) each
               group by question_id, passage_id) one
       group by passage_id),
    ${nearest({ tenantId, vector, limit })}`
}

function nearest({ tenantId, vector, limit }: Options): SQL {
  if (!vector) return sql`listed_near as (select null::uuid as passage_id where false)`
  const values = `[${vector.values.join(',')}]`
  const size = sql.raw(String(Math.trunc(vector.values.length)))
  // As for passages: few are all compared, of many the index gives the nearest.
  const listed = sql`
    q.tenant_id = ${tenantId} and q.embedder = ${vector.embedder} and q.passage_id is not null
          and (q.document_id in (select id from readable)) is true`
  return sql`
    listed_near as materialized (
      (select q.passage_id from document_questions q cross join question
        where ${listed} and (select passages from extent) <= ${EXACT_UP_TO}
        order by q.embedding <=> question.embedding limit ${limit})
      union
      (select q.passage_id from document_questions q
        where ${listed} and (select passages from extent) > ${EXACT_UP_TO} and q.dimensions = ${size}
        order by q.embedding::vector(${size}) <=> ${values}::vector(${size}) limit ${limit}))`
}

/** As `coverage`, of a passage that is read with one of its questions. */
export function listedCoverage(): SQL {
  return sql`
    coalesce((select max(covered)
                from (select sum(r.idf) as covered
                        from (select distinct question_id, concept from listed_concept) c
                        join rarity r on r.concept = c.concept group by c.question_id) each)
             / nullif((select sum(idf) from rarity), 0), 0) * ${LISTED_WORDS}::float8`
}

/** How near a passage's own questions come to the query, in the measure of `similarity`; null where it has none. */
export function listedMeaning(tenantId: string, passageId: SQL): SQL {
  return sql`(
    select max(1 - (q.embedding <=> question.embedding)) * ${LISTED_MEANING}::float8
      from document_questions q cross join question
     where q.tenant_id = ${tenantId} and q.passage_id = ${passageId} and q.embedder = question.embedder)`
}
