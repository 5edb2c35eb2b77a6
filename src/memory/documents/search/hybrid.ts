import { sql, type SQL } from 'drizzle-orm'
import { coverage, scoreOf, termsOf } from './bm25.ts'
import { listedCoverage, listedMeaning } from './by-question.ts'
import { documentOf, withoutNearDuplicates } from './near-duplicates.ts'

/**
 * How much of the embedder's deference the places behind the first keep: who reads many passages loses nothing by one that
 * is there for its meaning. Measured on every second question (`npm run bench -- retrieval`): of situations a
 * sixth more are answered in the first ten, and of 31 questions in the text's words one falls out of the first five.
 */
const FURTHER = 2 / 3

/**
 * Hybrid search, the statement's part `ranked` with the best `k`: what was found one way is scored all ways, the questions that its document
 * lists among them, and each half is divided by its best. What is given of it, its terms and its `similarity`, is the text's
 * own. The vector half's share is what the words leave open, to the power of the embedder's `deference`: where the
 * best passage has all that was asked it decides nothing, where the question is in other words it counts for most. That
 * decides the first place; the places behind it defer less (`FURTHER`).
 */
export function hybridRanked(
  tenantId: string,
  { deference, k }: { readonly deference: number | null; readonly k: number },
): SQL {
  const has = deference === null ? sql`0` : sql`1`
  return sql`
    candidate as materialized (
      select passage_id, max(score) as score
        from (select passage_id, score from by_text union all select passage_id, null from by_vector
              union all select passage_id, null from listed_words union all select passage_id, null from listed_near) found
       group by passage_id),
    judged as materialized (
      select p.id, p.text, p.start, p."end", p.heading, p.place as origin_place,
             p.flags, p.ordinal, p.version, p.sketch, p.facts,
             d.id as document_id, d.title, d.class, d.agents, d.is_public, d.version_at,
             greatest(coalesce(c.score, ${scoreOf(tenantId, sql`c.passage_id`)}), l.score) as text_score,
             1 - (v.embedding <=> q.embedding) as similarity, ${listedMeaning(tenantId, sql`p.id`)} as listed_meaning
        from candidate c
        join passages p on p.tenant_id = ${tenantId} and p.id = c.passage_id and p.current
        join readable d on d.id = p.document_id
        left join listed_words l on l.passage_id = p.id
        left join question q on true
        left join passage_vectors v on v.tenant_id = ${tenantId} and v.passage_id = p.id and v.embedder = q.embedder),
    share as materialized (
      select power(open, ${deference ?? 0}::float8) * ${has} as first, power(open, ${(deference ?? 0) * FURTHER}::float8) * ${has} as further
        from (select greatest(1 - greatest(${coverage()}, ${listedCoverage()}), 0) as open) asked),
    halves as materialized (
      select judged.*, coalesce(text_score / nullif(max(text_score) over (), 0), 0) as by_words,
             coalesce(greatest(similarity, listed_meaning, 0)
                      / nullif(max(greatest(similarity, listed_meaning)) over (), 0), 0) as by_meaning
        from judged),
    ranked_first as materialized (
      select halves.*, by_words * (1 - share.first) + by_meaning * share.first as first_score,
             by_words * (1 - share.further) + by_meaning * share.further as further_score
        from halves cross join share),
    scored as (
      select each.*, case when leads then first_score else least(further_score, max(first_score) over ()) end as score
        from (select ranked_first.*, row_number() over (order by first_score desc, id) = 1 as leads from ranked_first) each),
    ${withoutNearDuplicates(tenantId)},
    best as (select * from folded order by place limit ${k}),
    ranked as (
      select place, jsonb_build_object(
               'passageId', id, 'document', ${documentOf(sql`best`)}, 'class', class, 'agents', agents, 'ordinal', ordinal,
               'text', text, 'start', start, 'end', "end", 'heading', coalesce(heading, ''),
               'place', origin_place, 'flags', flags, 'score', score,
               'similarity', similarity, 'terms', ${termsOf(tenantId, sql`best.id`)}, 'alsoIn', also_in) as result
        from best)`
}
