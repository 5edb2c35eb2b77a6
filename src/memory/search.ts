import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from './database.ts'
import { type Reader, readableBy } from './reader.ts'
import { type QueryVector, rankedByVector } from './search/by-vector.ts'

export interface SearchRequest {
  readonly query: string
  /** Words whose rarity the caller wants to know, looked for besides the query's own; their `others` count as the same word. */
  readonly words: readonly { readonly word: string; readonly others: readonly string[] }[]
  /** Null searches by full text alone. */
  readonly vector: QueryVector | null
  /** Everyone who will see the result: only what all of them may read is found, ranked or counted. */
  readonly readers: readonly Reader[]
  /** How many results at most, 1 to 50. */
  readonly k: number
}

const Result = z.object({
  passageId: z.uuid(),
  document: z.object({ id: z.uuid(), title: z.string(), version: z.int() }),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  heading: z.string(),
  /** 0 to 1, relative to the best of this search. */
  score: z.number(),
  /** The cosine to the query; null where either has no vector. */
  similarity: z.number().nullable(),
  /** The query's terms that it has, as full text search stems them. */
  terms: z.array(z.string()),
})
export type SearchResult = z.infer<typeof Result>

const Outcome = z.object({
  results: z.array(Result),
  /** Each word asked for with its rarity in what the readers may read: 1 in no passage, near 0 in nearly all, 0 for "the". */
  words: z.array(z.object({ word: z.string(), rarity: z.number() })),
})
export type SearchOutcome = z.infer<typeof Outcome>

/** BM25's constants: how soon a repeated term stops counting, and how much a long passage is marked down. */
const K1 = 1.2
const B = 0.75
/** Passages of each kind that are ranked together. What is in neither's first hundred is no answer. */
const CANDIDATES = 100
/** Characters of a query that are looked at: more is no question, and every further term costs. */
const MAX_QUERY = 2_000
const MAX_WORDS = 100
const MAX_RESULTS = 50

/**
 * Finds passages by full text (BM25) and by vector, blended by the embedder's weight after each was divided by its
 * best. One statement; the access list comes before ranking and counting, so nothing unreadable moves a score.
 */
export async function search(tx: Tx, request: SearchRequest): Promise<SearchOutcome> {
  const { vector, readers } = request
  const words = JSON.stringify(request.words.slice(0, MAX_WORDS))
  const [row] = await tx.query<unknown>(sql`
    with readable as materialized (
      select id, title, current_version, passages, terms from documents
       where tenant_id = ${tx.tenantId} and passages > 0 and ${readableBy(readers, sql`acl`)}),
    extent as materialized (
      select coalesce(sum(passages), 0)::float8 as passages,
             greatest(sum(terms)::float8 / nullif(sum(passages), 0), 1) as mean_length
        from readable),
    word as materialized (
      select w.entry->>'word' as word, 'word ' || w.place as concept, t.lexeme as term
        from jsonb_array_elements(${words}::jsonb) with ordinality w(entry, place)
       cross join lateral jsonb_array_elements_text(jsonb_build_array(w.entry->'word') || (w.entry->'others')) same(word)
        left join lateral unnest(to_tsvector('english', same.word)) t on true),
    asked as materialized (
      select term, min(concept) as concept from (
        select term, concept from word where term is not null
        union all
        select q.lexeme, q.lexeme from unnest(to_tsvector('english', ${request.query.slice(0, MAX_QUERY)})) q
         where q.lexeme not in (select term from word where term is not null)) each
       group by term),
    ${rankedByText(tx.tenantId)},
    ${rankedByVector({ tenantId: tx.tenantId, vector, readers, limit: CANDIDATES })},
    ${blended(tx.tenantId, vector?.weight ?? 0)}
    select coalesce((select jsonb_agg(r.result order by r.score desc, r.id)
                       from (select * from ranked order by score desc, id limit ${limitOf(request.k)}) r), '[]') as results,
           coalesce((select jsonb_agg(jsonb_build_object('word', rarity.word, 'rarity', rarity.rarity)) from (
             select w.word, coalesce(max(r.idf) / ln(1 + (max(e.passages) + 0.5) / 0.5), 0) as rarity
               from word w cross join extent e
               left join asked a on a.term = w.term left join rarity r on r.concept = a.concept
              group by w.word) rarity), '[]') as words`)
  return Outcome.parse(row)
}

function limitOf(k: number): number {
  return Math.max(1, Math.min(MAX_RESULTS, Math.trunc(k)))
}

// The inverse document frequency as Lucene has it: never negative, however common a term.
function rankedByText(tenantId: string): SQL {
  return sql`
    posting as materialized (
      select a.concept, t.passage_id, sum(t.frequency) as frequency, max(t.length) as length, array_agg(t.term) as terms
        from asked a join passage_terms t on t.tenant_id = ${tenantId} and t.term = a.term
       where t.document_id in (select id from readable)
       group by a.concept, t.passage_id),
    rarity as materialized (
      select a.concept, ln(1 + (e.passages - count(p) + 0.5) / (count(p) + 0.5)) as idf
        from (select distinct concept from asked) a cross join extent e left join posting p on p.concept = a.concept
       group by a.concept, e.passages),
    by_text as materialized (
      select p.passage_id,
             sum(r.idf * p.frequency * ${K1 + 1}::float8
                 / (p.frequency + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * p.length / e.mean_length))) as score
        from posting p join rarity r on r.concept = p.concept cross join extent e
       group by p.passage_id)`
}

// Whoever was found one way is judged both ways. Each half is divided by its best, so that the weight is what it says.
function blended(tenantId: string, weight: number): SQL {
  return sql`
    candidate as (
      (select passage_id from by_text order by score desc, passage_id limit ${CANDIDATES})
      union select passage_id from by_vector),
    judged as (
      select p.id, p.text, p.start, p."end", p.heading, p.version, d.id as document_id, d.title,
             coalesce(t.score, 0) as text_score,
             array(select unnest(o.terms) from posting o where o.passage_id = c.passage_id order by 1) as terms,
             1 - (p.embedding <=> q.embedding) as similarity
        from candidate c
        join passages p on p.tenant_id = ${tenantId} and p.id = c.passage_id and p.current
        join readable d on d.id = p.document_id
        left join by_text t on t.passage_id = c.passage_id
        left join question q on q.embedder = p.embedder),
    scored as (
      select *, coalesce(text_score / nullif(max(text_score) over (), 0), 0) * ${1 - weight}::float8
              + coalesce(greatest(similarity, 0) / nullif(max(similarity) over (), 0), 0) * ${weight}::float8 as score
        from judged),
    ranked as (
      select id, score, jsonb_build_object(
               'passageId', id, 'document', jsonb_build_object('id', document_id, 'title', title, 'version', version),
               'text', text, 'start', start, 'end', "end", 'heading', coalesce(heading, ''), 'score', score,
               'similarity', similarity, 'terms', to_jsonb(terms)) as result
        from scored)`
}
