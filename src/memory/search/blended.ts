import { sql, type SQL } from 'drizzle-orm'
import { coverage, scoreOf, termsOf } from './by-text.ts'

/**
 * The statement's part `ranked`, the best `k`: whoever was found one way is judged both ways, and each half is divided
 * by its best. The vector half's share is the embedder's weight of what the words leave open: where the best passage has
 * all that was asked it decides nothing, where the question is in other words it counts for most.
 */
export function blended(tenantId: string, { weight, k }: { readonly weight: number; readonly k: number }): SQL {
  return sql`
    candidate as materialized (
      select passage_id, max(score) as score
        from (select passage_id, score from by_text union all select passage_id, null from by_vector) found
       group by passage_id),
    judged as materialized (
      select p.id, p.text, p.start, p."end", p.heading, p.version, d.id as document_id, d.title,
             coalesce(c.score, ${scoreOf(tenantId, sql`c.passage_id`)}) as text_score,
             1 - (v.embedding <=> q.embedding) as similarity
        from candidate c
        join passages p on p.tenant_id = ${tenantId} and p.id = c.passage_id and p.current
        join readable d on d.id = p.document_id
        left join question q on true
        left join passage_vectors v on v.tenant_id = ${tenantId} and v.passage_id = p.id and v.embedder = q.embedder),
    share as materialized (select ${weight}::float8 * (1 - ${coverage()}) as vector),
    scored as (
      select judged.*, coalesce(text_score / nullif(max(text_score) over (), 0), 0) * (1 - share.vector)
              + coalesce(greatest(similarity, 0) / nullif(max(similarity) over (), 0), 0) * share.vector as score
        from judged cross join share),
    best as (select * from scored order by score desc, id limit ${k}),
    ranked as (
      select id, score, jsonb_build_object(
               'passageId', id, 'document', jsonb_build_object('id', document_id, 'title', title, 'version', version),
               'text', text, 'start', start, 'end', "end", 'heading', coalesce(heading, ''), 'score', score,
               'similarity', similarity, 'terms', ${termsOf(tenantId, sql`best.id`)}) as result
        from best)`
}
