import { sql, type SQL } from 'drizzle-orm'

/** BM25's constants: how soon a repeated term stops counting, and how much a long passage is marked down. */
const K1 = 1.2
const B = 0.75

/**
 * What another word for the same thing counts for beside the word itself. Measured (`npm run bench -- retrieval`): equal,
 * it costs seven points at the first place where a question is asked in the text's words; at a fifth it costs none and
 * finds what it found.
 */
const OTHER_WORD = 0.2

/**
 * The statement's parts `spoken` (the text search configurations of what may be read), `question_in` (the one that drops
 * most of the question's words, so likely its language's: what is a stop word in it is one everywhere), `word` (what
 * rarities are wanted for) and `asked` (each term to look for, with the concept that it counts for, words for the same
 * thing being one, and how much it counts there). `words` is JSON: `[{word, others}]`.
 */
export function askedTerms(query: string, words: string): SQL {
  // A word is one concept whatever the languages make of it; equal places are equal words in all of them.
  return sql`
    spoken as materialized (
      select distinct text_config(language) as config from (select distinct language from readable) l
       union select text_config('en') where not exists (select from readable)),
    question_in as materialized (
      select s.config, kept.places
        from spoken s
       cross join lateral (
          select array(select distinct p from terms_in(s.config, ${query}) t, unnest(t.positions) p) as places) kept
       order by cardinality(kept.places), s.config = text_config('und'), s.config::text limit 1),
    word as materialized (
      select w.entry->>'word' as word, w.place::integer as concept, t.lexeme as term,
             case when same.place = 1 then 1 else ${OTHER_WORD}::float8 end as weight
        from jsonb_array_elements(${words}::jsonb) with ordinality w(entry, place)
       cross join lateral jsonb_array_elements_text(jsonb_build_array(w.entry->'word') || (w.entry->'others'))
                            with ordinality same(word, place)
        left join lateral (
          select distinct t.lexeme
            from spoken s cross join lateral terms_in(s.config, same.word) t
           where exists (select from question_in i cross join lateral terms_in(i.config, same.word))) t on true),
    asked as materialized (
      select term, concept, weight, count(*) over (partition by concept) > 1 as is_shared from (
        (select distinct on (term) term, concept, weight from word where term is not null
          order by term, weight desc, concept)
        union all
        (select distinct on (q.lexeme) q.lexeme, -(select min(p) from unnest(q.positions) p where p = any(i.places)), 1
           from spoken s cross join question_in i cross join lateral terms_in(s.config, ${query}) q
          where q.positions && i.places and q.lexeme not in (select term from word where term is not null)
          order by q.lexeme, 2 desc)) each)`
}

/** Among how many times as many passages copies are looked for: fifty copies of a page leave room for others. */
const WIDER = 4
/** Of copies of one text, the best so many: which of them is shown is decided later. */
const COPIES = 5

/**
 * The parts `rarity` (of each concept, among what may be read) and `by_text` (the best passages with their BM25 score, few
 * of each text).
 */
export function rankedByBm25(tenantId: string, limit: number): SQL {
  // How many terms are asked the planner can't know and takes for ten thousands, for which it would rather read all terms
  // that there are: `offset 0` leaves it nothing but the index, for each by itself. `is true` keeps what may be read a
  // condition on what the index gives: joined the other way, each term is looked up once for each document.
  const passagesWith = sql`
        cross join lateral (
          select t.passage_id, t.frequency, t.length from passage_terms t
           where t.tenant_id = ${tenantId} and t.term = a.term and (t.document_id in (select id from readable)) is true
          offset 0) t`
  // The inverse document frequency as Lucene has it: never negative, however common a term. Grouping is what costs, so
  // only concepts of several terms are grouped.
  return sql`
    posting as materialized (
      select a.concept, t.passage_id, t.frequency::float8 as frequency, t.length
        from asked a ${passagesWith} where not a.is_shared
      union all
      select a.concept, t.passage_id, sum(t.frequency * a.weight), max(t.length)
        from asked a ${passagesWith} where a.is_shared
       group by a.concept, t.passage_id),
    rarity as materialized (
      select a.concept, ln(1 + (e.passages - coalesce(p.holding, 0) + 0.5) / (coalesce(p.holding, 0) + 0.5)) as idf
        from (select distinct concept from asked) a cross join extent e
        left join (select concept, count(*) as holding from posting group by concept) p on p.concept = a.concept),
    by_text as materialized (
      select passage_id, score
        from (select b.passage_id, b.score,
                     row_number() over (partition by p.facts, p.sketch, case when p.sketch is null then p.id end
                                        order by b.score desc, b.passage_id) as copy
                from (select p.passage_id, sum(${BM25}) as score
                        from posting p join rarity r on r.concept = p.concept cross join extent e
                       group by p.passage_id order by score desc, p.passage_id limit ${WIDER * limit}) b
                join passages p on p.tenant_id = ${tenantId} and p.id = b.passage_id) each
       where copy <= ${COPIES} order by score desc, passage_id limit ${limit})`
}

/**
 * How much of what was asked the best passage has, 0 to 1: of the rarities of all that was asked, those of what it holds.
 * Little means that the question is in other words than the texts.
 */
export function coverage(): SQL {
  return sql`
    coalesce((select sum(r.idf) from posting p join rarity r on r.concept = p.concept
               where p.passage_id = (select passage_id from by_text order by score desc, passage_id limit 1))
             / nullif((select sum(idf) from rarity), 0), 0)`
}

/** The BM25 score of one passage, by its own terms. */
export function scoreOf(tenantId: string, passageId: SQL): SQL {
  return sql`(
    select coalesce(sum(${BM25}), 0)
      from (select a.concept, sum(t.frequency * a.weight) as frequency, max(t.length) as length
              from passage_terms t join asked a on a.term = t.term
             where t.tenant_id = ${tenantId} and t.passage_id = ${passageId} and t.term = any(array(select term from asked))
             group by a.concept) p
      join rarity r on r.concept = p.concept cross join extent e)`
}

/** The asked terms that one passage has, as JSON. */
export function termsOf(tenantId: string, passageId: SQL): SQL {
  return sql`(
    select coalesce(jsonb_agg(t.term order by t.term), '[]') from passage_terms t
     where t.tenant_id = ${tenantId} and t.passage_id = ${passageId} and t.term = any(array(select term from asked)))`
}

/** Of a posting `p`, with its concept's rarity `r` and the extent `e` of what may be read. */
export const BM25 = sql`r.idf * p.frequency * ${K1 + 1}::float8
             / (p.frequency + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * p.length / e.mean_length))`
