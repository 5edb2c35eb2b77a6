import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'

/** A kept sum that isn't what the ledger gives: `kept` beside `ledger`, each as how often and how much. */
export interface StrayTotal {
  readonly owner: string
  readonly kind: 'begun' | 'reserved'
  readonly width: number
  readonly bucket: number
  readonly tool: string
  readonly currency: string
  readonly kept: readonly [times: number, minor: number]
  readonly ledger: readonly [times: number, minor: number]
}

/**
 * Compares all kept sums of the last thirty days, and of what is reserved, with the ledger, as of one moment: those that
 * differ, `limit` at most. Reads the whole month: for an operator and for tests.
 */
export async function findStrayTotals(tx: Tx, limit: number): Promise<readonly StrayTotal[]> {
  return tx.query<StrayTotal>(sql`
    with since as materialized (
      select floor(extract(epoch from now() - interval '30 days') / 86400)::bigint * 86400 + 86400 as second
    ), now_reserved as materialized (
      select r.* from reserved_now(${tx.tenantId}, array(
        select p.id from plans p where p.tenant_id = ${tx.tenantId} and p.status in ('waiting', 'applying', 'unknown'))) r
    ), shares as (
      select o.owner, 'begun' as kind, 1 as width, floor(extract(epoch from e.dispatched_at))::bigint as bucket,
             e.tool, s.currency, 0 as kept_times, 0 as kept_minor, s.times, s.minor
        from since, effects e, share_of(e.amounts) s, owners_of(e.requester, e.agent) o
       where e.tenant_id = ${tx.tenantId} and e.state in ('dispatched', 'succeeded', 'unknown')
         and e.dispatched_at >= to_timestamp(since.second)
       union all
      select o.owner, 'reserved', 256, r.place / 256, r.tool, r.currency, 0, 0, r.times, r.minor
        from now_reserved r, owners_of(r.requester, r.agent) o
       union all
      select 'plan ' || r.plan_id, 'reserved', 1, r.place, r.tool, r.currency, 0, 0, r.times, r.minor from now_reserved r
       union all
      select 'plan ' || r.plan_id, 'reserved', 1, r.place, r.tool, r.currency, r.times, r.minor, 0, 0
        from reservations r where r.tenant_id = ${tx.tenantId}
       union all
      select t.owner, t.kind, t.width, t.bucket, t.tool, t.currency, t.times, t.minor, 0, 0
        from since, ledger_totals t
       where t.tenant_id = ${tx.tenantId} and (t.kind = 'reserved' or t.bucket * t.width >= since.second)
       union all
      select t.owner, t.kind, l.width, t.bucket * t.width / l.width, t.tool, t.currency, 0, 0, t.times, t.minor
        from since, ledger_totals t
        join (values ('begun', 1, 60), ('begun', 60, 3600), ('begun', 3600, 86400),
                     ('reserved', 256, 65536), ('reserved', 65536, 16777216)) l(kind, finer, width)
          on l.kind = t.kind and l.finer = t.width
       where t.tenant_id = ${tx.tenantId} and (t.kind = 'reserved' or t.bucket * t.width >= since.second))
    select owner, kind, width, bucket::float8 as bucket, tool, currency,
           json_build_array(sum(kept_times), sum(kept_minor)) as kept, json_build_array(sum(times), sum(minor)) as ledger
      from shares group by owner, kind, width, bucket, tool, currency
    having sum(kept_times) <> sum(times) or sum(kept_minor) <> sum(minor)
     order by owner, kind, width, bucket limit ${limit}`)
}

/** Makes all kept sums anew from the ledger; whatever begins or ends meanwhile waits. */
export async function refillTotals(tx: Tx): Promise<void> {
  await tx.query(sql`select fill_totals(${tx.tenantId})`)
}
