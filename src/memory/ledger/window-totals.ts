import { sql, type SQL } from 'drizzle-orm'
import { LEDGER_WINDOWS, type LedgerWindow, type WindowOwner } from './ledger-window.ts'
import type { Tx } from '../database/database.ts'

/** What the ledger holds in a window: how often each tool, and money per tool and currency in minor units. */
export interface LedgerTotals {
  readonly counts: Readonly<Record<string, number>>
  readonly amounts: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The windows that were added up. */
export type LedgerWindows = Readonly<Partial<Record<LedgerWindow, LedgerTotals>>>

export interface LedgerScope {
  readonly requester: string
  readonly agent: string
  readonly withoutPlan: string
  /** Only these are added up. */
  readonly windows: ReadonlySet<LedgerWindow>
}

/**
 * What was begun in each window, and what is reserved to be, without one plan. A plan that passed judgement counts until it
 * ends, however long it has waited. What surely didn't happen doesn't count; what nobody knows does.
 *
 * Where the plan itself has a reservation, only those before it count: it passed with them, and whoever came later counted
 * it. So a plan that is asked again isn't refused for the sake of one that had to give way to it.
 *
 * Sums are kept by triggers, so that this reads as much with a million effects as with ten: see decision 46.
 */
export async function windowTotals(tx: Tx, scope: LedgerScope): Promise<LedgerWindows> {
  const asked = LEDGER_WINDOWS.filter(({ name }) => scope.windows.has(name))
  if (asked.length === 0) return {}
  const ids: Readonly<Record<WindowOwner, string>> = {
    user: `user ${scope.requester}`,
    tenant: 'tenant',
    agent: `agent ${scope.agent}`,
  }
  const windows = asked.map(({ name, owner, hours }) => ({ name, owner: ids[owner], hours }))
  const owners = new Set(asked.map(({ owner }) => owner))
  const whose = [
    ...(owners.has('user') ? [{ owner: ids.user, rows: sql`and e.requester = ${scope.requester}` }] : []),
    ...(owners.has('agent') ? [{ owner: ids.agent, rows: sql`and e.agent = ${scope.agent}` }] : []),
    ...(owners.has('tenant') ? [{ owner: ids.tenant, rows: sql`` }] : []),
  ]
  const shares = [begunInBuckets(tx), ...whose.flatMap((one) => begunInRows(tx, one)), reservedInBuckets(tx)]
  const rest = [...whose.map((one) => reservedInRows(tx, one)), ownShares(tx, scope)]
  const rows = await tx.query<WindowRow>(sql`
    with ${ownPlan(tx, scope.withoutPlan)}, windows as materialized (
      select name, owner, now() - hours * interval '1 hour' as since
        from jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) as w(name text, owner text, hours int)
    ), ${STRETCHES}, shares as (${sql.join([...shares, ...rest], sql` union all `)})
    select name, tool, currency, sum(times)::bigint as times,
           greatest(least(sum(minor), ${Number.MAX_SAFE_INTEGER}), ${Number.MIN_SAFE_INTEGER})::bigint as minor
      from shares group by name, tool, currency having sum(times) <> 0 or sum(minor) <> 0`)
  return Object.fromEntries(asked.map(({ name }) => [name, totals(rows.filter((row) => row.name === name))]))
}

/**
 * The plan's place, and the moment up to which whatever was begun was judged before it (`after`); from then on each
 * effect's own place says so. Without a place it counts everything.
 */
function ownPlan(tx: Tx, planId: string): SQL {
  return sql`own as materialized (
      select coalesce(max(e.place), ${NO_PLACE}) as place,
             case when max(e.place) is null then 'infinity' else coalesce(max(e.placed_after), '-infinity') end as after,
             coalesce(max(e.placed_before), 'infinity') as before
        from plans p join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
       where p.tenant_id = ${tx.tenantId} and p.id = ${planId} and p.status in ('waiting', 'applying', 'unknown')
    )`
}

const NO_PLACE = sql.raw(String(2n ** 63n - 1n))

/**
 * What is to be read, reckoned beforehand: under row level security an index is searched only by values, not by what a
 * function makes of them.
 *
 * `cuts`: what was begun between two moments is what was begun since the first without what was begun since the second.
 * Each goes to the end of its second by rows, and on in the buckets of `begun`: to the end of the minute, the minutes to
 * the end of their hour, and so on. `later`: what was begun since the plan had its place, by how long it had waited.
 * `blocks`: the reservations before its place, 256³, 256² and 256 places at a time; `rest`: the last few.
 */
const STRETCHES = sql`cuts as materialized (
      select name, owner, sign, at, second, to_timestamp(second) as until
        from (select name, owner, 1 as sign, since as at, floor(extract(epoch from since))::bigint + 1 as second
                from windows, own where own.after > since
               union all
              select name, owner, -1, own.after, floor(extract(epoch from own.after))::bigint + 1
                from windows, own where own.after > since and own.after < 'infinity') c
    ), begun as materialized (
      select c.name, c.owner, c.sign, s.width, s.first, s.after
        from (select *, (second + 59) / 60 as minute, (second + 3599) / 3600 as hour, (second + 86399) / 86400 as day
                from cuts) c
       cross join lateral (values (1, c.second, c.minute * 60), (60, c.minute, c.hour * 60),
                                  (3600, c.hour, c.day * 24), (86400, c.day, ${NO_PLACE})) s(width, first, after)
    ), later as materialized (
      select w.name, w.owner, c.waited::smallint, greatest(own.after, w.since) as since, own.place,
             coalesce(own.before + c.seconds * interval '1 second', 'infinity') as until
        from own, windows w, (values (0, 4), (1, 64), (2, 1024), (3, 16384), (4, 262144), (5, null)) c(waited, seconds)
       where own.after < 'infinity'
    ), blocks as materialized (
      select w.name, w.owner, s.width, s.first, s.after
        from own, windows w
       cross join lateral (values (16777216, 0, own.place >> 24), (65536, (own.place >> 24) << 8, own.place >> 16),
                                  (256, (own.place >> 16) << 8, own.place >> 8)) s(width, first, after)
    ), rest as materialized (
      select w.name, w.owner, (own.place >> 8) << 8 as first, own.place as after from own, windows w
    )`

const BEGUN = sql`e.state in ('dispatched', 'succeeded', 'unknown')`

function begunInBuckets(tx: Tx): SQL {
  return sql`
      select b.name, t.tool, t.currency, b.sign * t.times as times, b.sign * t.minor as minor
        from begun b
       cross join lateral (
         select t.tool, t.currency, t.times, t.minor from ledger_totals t
          where t.tenant_id = ${tx.tenantId} and t.owner = b.owner and t.kind = 'begun' and t.width = b.width
            and t.bucket >= b.first and t.bucket < b.after offset 0) t`
}

interface Whose {
  readonly owner: string
  readonly rows: SQL
}

function begunInRows(tx: Tx, { owner, rows }: Whose): readonly SQL[] {
  const inSecond = sql`
      select c.name, e.tool, s.currency, c.sign * s.times, c.sign * s.minor
        from cuts c
       cross join lateral (
         select e.tool, e.amounts from effects e
          where e.tenant_id = ${tx.tenantId} ${rows} and ${BEGUN} and e.waited = any('{0,1,2,3,4,5}')
            and e.dispatched_at > c.at and e.dispatched_at < c.until offset 0) e, share_of(e.amounts) s
       where c.owner = ${owner}`
  const later = sql`
      select l.name, e.tool, s.currency, s.times, s.minor
        from later l
       cross join lateral (
         select e.tool, e.amounts from effects e
          where e.tenant_id = ${tx.tenantId} ${rows} and ${BEGUN} and e.waited = l.waited
            and e.dispatched_at > l.since and e.dispatched_at <= l.until
            and (e.place is null or e.place < l.place) offset 0) e, share_of(e.amounts) s
       where l.owner = ${owner}`
  return [inSecond, later]
}

function reservedInBuckets(tx: Tx): SQL {
  return sql`
      select b.name, t.tool, t.currency, t.times, t.minor
        from blocks b
       cross join lateral (
         select t.tool, t.currency, t.times, t.minor from ledger_totals t
          where t.tenant_id = ${tx.tenantId} and t.owner = b.owner and t.kind = 'reserved' and t.width = b.width
            and t.bucket >= b.first and t.bucket < b.after offset 0) t`
}

function reservedInRows(tx: Tx, { owner, rows }: Whose): SQL {
  return sql`
      select r.name, e.tool, e.currency, e.times, e.minor
        from rest r
       cross join lateral (
         select e.tool, e.currency, e.times, e.minor from reservations e
          where e.tenant_id = ${tx.tenantId} ${rows} and e.place >= r.first and e.place < r.after offset 0) e
       where r.owner = ${owner}`
}

/** What of these is the plan's own is taken out again. */
function ownShares(tx: Tx, { withoutPlan }: LedgerScope): SQL {
  return sql`
      select w.name, e.tool, s.currency, -s.times, -s.minor
        from own, windows w, effects e, share_of(e.amounts) s
       where e.tenant_id = ${tx.tenantId} and e.plan_id = ${withoutPlan} and ${BEGUN} and e.dispatched_at > w.since
         and (e.dispatched_at <= own.after or e.place is null or e.place < own.place)
       union all
      select w.name, r.tool, r.currency, -r.times, -r.minor
        from own, windows w, reservations r
       where r.tenant_id = ${tx.tenantId} and r.plan_id = ${withoutPlan} and r.place < own.place`
}

interface WindowRow {
  readonly name: LedgerWindow
  readonly tool: string
  readonly currency: string
  readonly times: number
  readonly minor: number
}

function totals(rows: readonly WindowRow[]): LedgerTotals {
  const counts: Record<string, number> = {}
  const amounts: Record<string, Record<string, number>> = {}
  for (const { tool, currency, times, minor } of rows) {
    if (Number(times) !== 0) counts[tool] = (counts[tool] ?? 0) + Number(times)
    if (currency === '') continue
    const byCurrency = (amounts[tool] ??= {})
    byCurrency[currency] = (byCurrency[currency] ?? 0) + Number(minor)
  }
  return { counts, amounts }
}
