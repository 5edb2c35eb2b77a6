import { sql, type SQL } from 'drizzle-orm'
import { type Reader, readableBy } from '../reader.ts'

/** A query's vector, by the embedder that made it: only passages with vectors by the same one are compared. */
export interface QueryVector {
  readonly values: readonly number[]
  readonly embedder: string
  /** What it counts for beside full text, 0 to 1: the embedder's own (`Embedder.weight`). */
  readonly weight: number
}

/**
 * Up to this many readable passages, all of them are compared: exact, and faster than walking the index past what may
 * not be read. Above it the index gives the nearest ones, and goes on until enough of them are readable.
 */
const EXACT_UP_TO = 2_000

/**
 * The statement's parts `question` (the query's vector, one row) and `by_vector` (`passage_id` of the nearest readable
 * passages). Needs `readable` and `extent`. Without a vector both are there and give nothing.
 */
export function rankedByVector(options: {
  readonly tenantId: string
  readonly vector: QueryVector | null
  readonly readers: readonly Reader[]
  readonly limit: number
}): SQL {
  const { tenantId, vector, readers, limit } = options
  if (!vector) {
    return sql`
      question as (select null::vector as embedding, null::text as embedder where false),
      by_vector as (select null::uuid as passage_id where false)`
  }
  const values = `[${vector.values.join(',')}]`
  // `acl` is a subquery because a join would lose the order of the walk.
  return sql`
    question as materialized (select ${values}::vector as embedding, ${vector.embedder}::text as embedder),
    by_vector as (
      (select p.id as passage_id
         from question q cross join readable d
         join passages p on p.tenant_id = ${tenantId} and p.document_id = d.id and p.current and p.embedder = q.embedder
        where (select passages from extent) <= ${EXACT_UP_TO}
        order by p.embedding <=> q.embedding limit ${limit})
      union all
      (select p.id from passages p
        where p.tenant_id = ${tenantId} and p.current and p.embedder = ${vector.embedder}
          and (select passages from extent) > ${EXACT_UP_TO}
          and (select ${readableBy(readers, sql`d.acl`)} from documents d
                where d.tenant_id = ${tenantId} and d.id = p.document_id)
        order by p.embedding <=> ${values}::vector limit ${limit}))`
}

/**
 * What the search statement needs set, for its transaction. The index is walked in rounds (pgvector 0.8): without that
 * it gives its nearest 40, readable or not. Compiling the statement takes PostgreSQL ten times as long as running it.
 */
export function searchSettings(): SQL {
  return sql`
    select set_config('jit', 'off', true),
           case when string_to_array(extversion, '.')::int[] >= '{0,8}'
                then set_config('hnsw.iterative_scan', 'relaxed_order', true) end,
           case when string_to_array(extversion, '.')::int[] >= '{0,8}'
                then set_config('hnsw.max_scan_tuples', '1000000', true) end
      from pg_extension where extname = 'vector'`
}
