import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { DataClass } from '#core/data-class.ts'
import { Location } from './text-location.ts'
import type { Tx } from '../database/database.ts'
import { isInView, readAs, type Reader } from '../database/reader.ts'
import { hybridRanked } from './search/hybrid.ts'
import { rankedByQuestion } from './search/by-question.ts'
import { askedTerms, rankedByBm25 } from './search/bm25.ts'
import { type QueryVector, rankedByVector, searchSettings } from './search/by-vector.ts'
import { filterCondition, type SearchFilter } from './search/filter.ts'

export type { SearchFilter } from './search/filter.ts'

export interface SearchRequest {
  readonly query: string
  /** Words whose rarity the caller wants to know, looked for besides the query's own; their `others` count as the same word. */
  readonly words: readonly { readonly word: string; readonly others: readonly string[] }[]
  /** Null searches by full text alone. */
  readonly vector: QueryVector | null
  /** Everyone who will see the result: only what all of them may read is found, ranked or counted. */
  readonly readers: readonly Reader[]
  /** Only what belongs to one of these agents is found, ranked or counted. */
  readonly agents: readonly string[]
  /** Left out: everything that they may read of that. */
  readonly filter?: SearchFilter
  /** How many results at most, 1 to 50. */
  readonly k: number
}

const FoundIn = z.object({ id: z.uuid(), title: z.string(), version: z.int() })

const Result = z.object({
  passageId: z.uuid(),
  document: FoundIn,
  /** Its document's. */
  class: DataClass,
  /** Which agents its document belongs to. */
  agents: z.array(z.string()),
  /** Its place among the passages of its document. */
  ordinal: z.int(),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  heading: z.string(),
  /** Where its text begins in the original; null where that has no places. */
  place: Location.nullable(),
  /** What was noticed about its words. */
  flags: z.array(z.string()),
  /** 0 to 1, relative to the best of this search. */
  score: z.number(),
  /** The cosine to the query; null where either has no vector. */
  similarity: z.number().nullable(),
  /** The query's terms that it has, as full text search stems them. */
  terms: z.array(z.string()),
  /** Others that say the same, which take no place of their own; at most ten, best first. */
  alsoIn: z.array(z.object({ passageId: z.uuid(), document: FoundIn, agents: z.array(z.string()) })),
})

export type FoundPassage = Readonly<z.infer<typeof Result>>

const Outcome = z.object({
  results: z.array(Result),
  /** Each word asked for with its rarity in what the readers may read: 1 in no passage, near 0 in nearly all, 0 for "the". */
  words: z.array(z.object({ word: z.string(), rarity: z.number() })),
})
export type SearchOutcome = z.infer<typeof Outcome>

/** Passages of each kind that are ranked together. What is in neither's first fifty is no answer. */
const CANDIDATES = 50
/** Characters of a query that are looked at: more is no question, and every further term costs. */
const MAX_QUERY = 2_000
const MAX_WORDS = 100
const MAX_RESULTS = 50

/**
 * Finds passages by full text (BM25), by vector and by the questions that their documents list, blended as far as the words leave the question open after each
 * was divided by its best. One statement; agents and access list come before ranking and counting, so nothing that isn't in view moves a score. That the
 * database's policies hide the same again is for a statement that forgets.
 */
export async function search(tx: Tx, request: SearchRequest): Promise<SearchOutcome> {
  const { vector, readers, agents, filter } = request
  const words = JSON.stringify(request.words.slice(0, MAX_WORDS))
  const settings = tx.query(searchSettings())
  const seen = readAs(tx, { readers, agents })
  const found = tx.query<unknown>(sql`
    with readable as materialized (
      select id, title, class, current_version, passages, terms, access, version_at, language, agents, 'public' = any(acl) as is_public from documents
       where tenant_id = ${tx.tenantId} and passages > 0 and ${isInView({ readers, agents }, { acl: sql`acl`, agents: sql`agents` })}
         and ${filter ? filterCondition(tx.tenantId, filter) : sql`true`}),
    extent as materialized (
      select coalesce(sum(passages), 0)::float8 as passages,
             greatest(sum(terms)::float8 / nullif(sum(passages), 0), 1) as mean_length
        from readable),
    ${askedTerms(request.query.slice(0, MAX_QUERY), words)},
    ${rankedByBm25(tx.tenantId, CANDIDATES)},
    ${rankedByVector({ tenantId: tx.tenantId, vector, isNarrowed: filter !== undefined, limit: CANDIDATES })},
    ${rankedByQuestion({ tenantId: tx.tenantId, vector, limit: CANDIDATES })},
    ${hybridRanked(tx.tenantId, { deference: vector?.deference ?? null, k: limitOf(request.k) })}
    select coalesce((select jsonb_agg(result order by place) from ranked), '[]') as results,
           coalesce((select jsonb_agg(jsonb_build_object('word', weighed.word, 'rarity', weighed.rarity)) from (
             select w.word, coalesce(max(r.idf) / ln(1 + (max(e.passages) + 0.5) / 0.5), 0) as rarity
               from word w cross join extent e
               left join asked a on a.term = w.term left join rarity r on r.concept = a.concept
              group by w.word) weighed), '[]') as words`)
  const [[row]] = await Promise.all([found, settings, seen])
  return Outcome.parse(row)
}

function limitOf(k: number): number {
  return Math.max(1, Math.min(MAX_RESULTS, Math.trunc(k)))
}
