import { sql, type SQL } from 'drizzle-orm'
import { LEDGER_WINDOWS, WINDOW_OWNERS, type LedgerWindow, type WindowOwner } from '#ledger-window.ts'
import type { Tx } from './database.ts'

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
 */
export async function windowTotals(tx: Tx, scope: LedgerScope): Promise<LedgerWindows> {
  const asked = LEDGER_WINDOWS.filter(({ name }) => scope.windows.has(name))
  if (asked.length === 0) return {}
  const mine = sql`e.requester = ${scope.requester}`
  const ofAgent = sql`e.agent = ${scope.agent}`
  const at = sql`coalesce(e.dispatched_at, e.created_at)`
  const whose: Readonly<Record<WindowOwner, SQL>> = { user: mine, tenant: sql`true`, agent: ofAgent }
  const owners = WINDOW_OWNERS.flatMap((owner) => {
    const hours = asked.flatMap((window) => (window.owner === owner ? [window.hours] : []))
    return hours.length === 0 ? [] : [{ whose: whose[owner], hours: Math.max(...hours) }]
  })
  const someOwner = anyOf(owners.map((owner) => owner.whose))
  const inWindow = anyOf(owners.map((owner) => sql`(${owner.whose} and ${at} > ${hoursAgo(owner.hours)})`))
  // The narrowest span that it is in, as the number of hours.
  const span = sql`case when ${at} > ${hoursAgo(1)} then 1 when ${at} > ${hoursAgo(24)} then 24 else 720 end`
  const rows = await tx.query<WindowRow>(sql`
    with own as materialized (
      select coalesce(max(e.place), 9223372036854775807) as place
        from plans p join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
       where p.tenant_id = ${tx.tenantId} and p.id = ${scope.withoutPlan}
         and p.status in ('waiting', 'applying', 'unknown')
    ), counted as (
      select e.tool, e.amounts, ${mine} as of_user, ${ofAgent} as of_agent, ${span} as span
        from effects e, own
       where e.tenant_id = ${tx.tenantId} and e.plan_id <> ${scope.withoutPlan} and ${inWindow}
         and e.state in ('dispatched', 'succeeded', 'unknown') and (e.place is null or e.place < own.place)
       union all
      select e.tool, e.amounts, ${mine}, ${ofAgent}, 0
        from own, plans p
        join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
       where p.tenant_id = ${tx.tenantId} and p.status in ('waiting', 'applying', 'unknown')
         and p.id <> ${scope.withoutPlan} and e.state = 'planned' and ${someOwner}
         and (e.place is null or e.place < own.place))
    select tool, '' as currency, count(*)::int as times, 0::bigint as minor, of_user as "ofUser", of_agent as "ofAgent",
           span
      from counted group by tool, of_user, of_agent, span
     union all
    select tool, a.key, 0, sum(a.value::bigint)::bigint, of_user, of_agent, span
      from counted, jsonb_each_text(amounts) a group by tool, a.key, of_user, of_agent, span`)
  return Object.fromEntries(
    asked.map(({ name, owner, hours }) => [name, totals(rows.filter((row) => isOf(row, owner) && row.span <= hours))]),
  )
}

function hoursAgo(hours: number): SQL {
  return sql`now() - ${hours} * interval '1 hour'`
}

function anyOf(conditions: readonly SQL[]): SQL {
  return sql`(${sql.join([...conditions], sql` or `)})`
}

interface WindowRow {
  readonly tool: string
  readonly currency: string
  readonly times: number
  readonly minor: number
  readonly ofUser: boolean
  readonly ofAgent: boolean
  /** 0: still to be begun. */
  readonly span: number
}

function isOf(row: WindowRow, owner: WindowOwner): boolean {
  return owner === 'tenant' || (owner === 'user' ? row.ofUser : row.ofAgent)
}

function totals(rows: readonly WindowRow[]): LedgerTotals {
  const counts: Record<string, number> = {}
  const amounts: Record<string, Record<string, number>> = {}
  for (const { tool, currency, times, minor } of rows) {
    counts[tool] = (counts[tool] ?? 0) + Number(times)
    if (currency === '') continue
    const byCurrency = (amounts[tool] ??= {})
    byCurrency[currency] = (byCurrency[currency] ?? 0) + Number(minor)
  }
  return { counts, amounts }
}
