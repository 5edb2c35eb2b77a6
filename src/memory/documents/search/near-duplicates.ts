import { sql, type SQL } from 'drizzle-orm'
import { termsOf } from './bm25.ts'

/**
 * In how many bits the sketches of two passages may differ that say the same: a tenth of 128, which is a fifth of the
 * pairs of words that they have together. One word changed in fifty stays below it; texts made from one template don't.
 */
const ALIKE_BITS = 12
/** Others that say the same which are named with a passage. */
const NAMED = 10

/**
 * Near-duplicate removal, the statement's part `folded`: of passages that say the same, the one to show, at the place and with the score of the
 * best of them. They say the same if their words are nearly the same, their facts are (`sketchOf`), and each has what the
 * other has of what was asked: with "Sweden" asked, the page on Norway stays by itself. Shown is what everybody may read
 * rather than what some may, then the newest, then the best. Everything here is readable, so nothing else is counted.
 */
export function withoutNearDuplicates(tenantId: string): SQL {
  return sql`
    placed as materialized (select scored.*, row_number() over (order by leads desc, score desc, id) as place from scored),
    pair as materialized (
      select a.place as first, b.place as later
        from placed a join placed b on b.facts = a.facts and b.place > a.place
       where bit_count(a.sketch # b.sketch) <= ${ALIKE_BITS}),
    holding as materialized (
      select place, ${termsOf(tenantId, sql`placed.id`)} as terms from placed
       where place in (select first from pair union select later from pair)),
    same as materialized (
      select first, later from pair
        join holding a on a.place = first join holding b on b.place = later where a.terms = b.terms),
    member as (
      select later as place, min(first) as leader from same
       where first not in (select later from same) group by later),
    grouped as (
      select placed.*, coalesce(m.leader, placed.place) as leader from placed left join member m on m.place = placed.place),
    preferred as materialized (
      select grouped.*, max(score) over (partition by leader) as best_score,
             row_number() over (partition by leader order by is_public desc, version_at desc, place) as preference
        from grouped),
    folded as (
      select p.id, p.document_id, p.title, p.class, p.agents, p.version, p.text, p.start, p."end", p.heading, p.origin_place, p.flags, p.ordinal,
             p.similarity,
             p.best_score as score, p.leader as place,
             coalesce((
               select jsonb_agg(jsonb_build_object('passageId', o.id, 'document', ${documentOf(sql`o`)}, 'agents', o.agents) order by o.place)
                 from (select * from preferred o where o.leader = p.leader and o.preference > 1 order by o.place limit ${NAMED}) o),
               '[]') as also_in
        from preferred p where p.preference = 1)`
}

/** A candidate's document, as JSON. */
export function documentOf(candidate: SQL): SQL {
  return sql`jsonb_build_object('id', ${candidate}.document_id, 'title', ${candidate}.title, 'version', ${candidate}.version)`
}
