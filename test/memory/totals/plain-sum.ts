import { sql } from 'drizzle-orm'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import type { Tx } from '#memory/database/database.ts'
import type { LedgerScope } from '#memory/ledger/window-totals.ts'

/** What windows hold by the ledger alone, row by row: tool and currency with how often and how much, in order. */
export async function plainSum(tx: Tx, scope: LedgerScope): Promise<Readonly<Record<string, readonly string[]>>> {
  const windows = LEDGER_WINDOWS.filter(({ name }) => scope.windows.has(name))
  const entries = await Promise.all(
    windows.map(async ({ name, owner, hours }) => {
      const rows = await tx.query<{ line: string }>(sql`
        with own as (
          select coalesce(max(e.place), 9223372036854775807) as place
            from plans p join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
           where p.tenant_id = ${tx.tenantId} and p.id = ${scope.withoutPlan}
             and p.status in ('waiting', 'applying', 'unknown')
        ), counted as (
          select e.tool, e.amounts from effects e join plans p on p.tenant_id = e.tenant_id and p.id = e.plan_id, own
           where e.tenant_id = ${tx.tenantId} and e.plan_id <> ${scope.withoutPlan}
             and (${owner} = 'tenant' or (${owner} = 'user' and e.requester = ${scope.requester})
                  or (${owner} = 'agent' and e.agent = ${scope.agent}))
             and (e.place is null or e.place < own.place)
             and ((e.state in ('dispatched', 'succeeded', 'unknown')
                   and coalesce(e.dispatched_at, e.created_at) > now() - ${hours} * interval '1 hour')
                  or (e.state = 'planned' and p.status in ('waiting', 'applying', 'unknown'))))
        select tool || ' ' || count(*) as line from counted group by tool
         union all
        select tool || ' ' || a.key || ' ' || sum(a.value::bigint)
          from counted, jsonb_each_text(amounts) a group by tool, a.key`)
      return [name, rows.map(({ line }) => line).sort()] as const
    }),
  )
  return Object.fromEntries(entries)
}
