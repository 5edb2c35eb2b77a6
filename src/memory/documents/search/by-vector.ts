import { sql, type SQL } from 'drizzle-orm'

/** A query's vector, by the embedder that made it: only passages with vectors by the same one are compared. */
export interface QueryVector {
  readonly values: readonly number[]
  readonly embedder: string
  /** The embedder's own (`Embedder.deference`). */
  readonly deference: number
}

/**
 * Up to this many readable passages, all of them are compared: exact, and faster than walking the index past what may
 * not be read. Above it the index gives the nearest ones, and goes on until enough of them are readable; up to some
 * thousands PostgreSQL compares all the same, since it takes walking so wide (`WALKED_AT_ONCE`) to cost more.
 */
export const EXACT_UP_TO = 2_000

/**
 * The statement's parts `question` (the query's vector, one row) and `by_vector` (`passage_id` of the nearest readable
 * passages). Needs `readable` and `extent`. Without a vector both are there and give nothing.
 */
export function rankedByVector(options: {
  readonly tenantId: string
  readonly vector: QueryVector | null
  /** Whether not all documents are searched that may be read. */
  readonly isNarrowed: boolean
  readonly limit: number
}): SQL {
  const { tenantId, vector, isNarrowed, limit } = options
  if (!vector) {
    return sql`
      question as (select null::vector as embedding, null::text as embedder where false),
      by_vector as (select null::uuid as passage_id where false)`
  }
  const values = `[${vector.values.join(',')}]`
  // The size is part of the statement: each has an index of its own, which is found by nothing but a constant.
  const size = sql.raw(String(Math.trunc(vector.values.length)))
  const narrowed = sql`
          and (v.passage_id in (
            select p.id from readable d join passages p
                on p.tenant_id = ${tenantId} and p.document_id = d.id and p.version = d.current_version)) is true`
  // `is true` keeps the list a condition on each row that the index gives: a join would lose the order of the walk.
  return sql`
    question as materialized (select ${values}::vector as embedding, ${vector.embedder}::text as embedder),
    by_vector as (
      (select p.id as passage_id
         from question q cross join readable d
         join passages p on p.tenant_id = ${tenantId} and p.document_id = d.id and p.version = d.current_version
         join passage_vectors v on v.tenant_id = ${tenantId} and v.passage_id = p.id and v.embedder = q.embedder
        where (select passages from extent) <= ${EXACT_UP_TO}
        order by v.embedding <=> q.embedding limit ${limit})
      union all
      (select v.passage_id from passage_vectors v
        where v.tenant_id = ${tenantId} and v.embedder = ${vector.embedder} and v.retired_at is null
          and v.dimensions = ${size} and (select passages from extent) > ${EXACT_UP_TO}
          and (v.access in (select access from readable)) is true${isNarrowed ? narrowed : sql``}
        order by v.embedding::vector(${size}) <=> ${values}::vector(${size}) limit ${limit}))`
}

/**
 * How many of the nearest a round of the walk holds (`hnsw.ef_search`). Over 100,000 passages pgvector's own 40 found 0.97
 * of the ten nearest, and less where the index happened to be built worse; 200 find 0.99 and took no longer.
 */
const WALKED_AT_ONCE = 200

/**
 * Bytes of the passages of all tenants up to which a plan for any question does as well as one for the question that is
 * asked: some 4,000 passages. Planning is a third of what a search over few takes.
 */
const ANY_PLAN_UP_TO = 4 * 1024 * 1024

/**
 * What the search statement needs set, for its transaction. The index is walked in rounds (pgvector 0.8): without that
 * it gives its nearest 40, readable or not. Compiling the statement takes PostgreSQL ten times as long as running it. And
 * over many passages it is planned each time: a plan for any question, which PostgreSQL takes from the sixth on, takes ten
 * times as long over 100,000 as one for the question that is asked.
 */
export function searchSettings(): SQL {
  return sql`
    select set_config('jit', 'off', true),
           set_config('plan_cache_mode', case when pg_relation_size('passages') <= ${ANY_PLAN_UP_TO}::bigint
                                              then 'auto' else 'force_custom_plan' end, true),
           set_config('hnsw.ef_search', ${String(WALKED_AT_ONCE)}, true),
           case when string_to_array(extversion, '.')::int[] >= '{0,8}'
                then set_config('hnsw.iterative_scan', 'relaxed_order', true) end,
           case when string_to_array(extversion, '.')::int[] >= '{0,8}'
                then set_config('hnsw.max_scan_tuples', '1000000', true) end
      from pg_extension where extname = 'vector'`
}
