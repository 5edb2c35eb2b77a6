import { sql, type SQL } from 'drizzle-orm'
import { reachOf } from '#auth/reach.ts'
import { heldRoles } from '#auth/roles.ts'
import { PLAN_STATUSES, type PlanStatus } from './plan-status.ts'
import type { Principal } from '#core/principal.ts'
import { textArray } from '../database/driver/text-array.ts'
import type { PlanOrder } from '#core/plan-order.ts'
import { orderBy } from './plan-order.ts'
import { asksOneOf, planRows, planRowsAllowed, type AgentResolvers } from '../database/rows-allowed.ts'

/** Who reads a list, and which page of it. */
export interface ShownTo {
  readonly reader: Principal
  readonly agents: readonly AgentResolvers[]
  readonly status: PlanStatus | null
  /** A role that is asked: by the plan's verdict, or since it was passed on. Null: whichever. */
  readonly asks: string | null
  readonly order: PlanOrder
  readonly limit: number
}

/**
 * The condition on `plans p` for what somebody may read of those that are `wanted`: at least the first `limit` of them. Each
 * way to a plan is read by an index of its own, no further than a page: who asked for it, a set of roles that it asks (there
 * are few of those), a role that it was passed on to. Together they would be found only by going through all that there is.
 */
export function shownTo(tenantId: string, wanted: SQL, list: ShownTo): SQL {
  const { reader, agents, status, asks, order } = list
  const reach = reachOf(reader, 'plan.list')
  if (asks !== null) return askedOf(tenantId, wanted, { ...list, asks })
  if (reach === 'every' && (status !== null || order !== 'riskiest')) return sql`${wanted}`
  const rows = planRows(reader, agents)
  // Who holds no role is asked nothing, and sees their own.
  if (reach !== 'every' && reach.includes('requester') && heldRoles(reader).length === 0)
    return sql`${wanted} and ${rows.requester}`
  const first = firstOf(tenantId, wanted, list)
  const statuses = textArray(status === null ? PLAN_STATUSES : [status])
  // Of all statuses the riskiest are among the riskiest of each, which an index has.
  if (reach === 'every') {
    return sql`p.id = any(array(
      select found.id from unnest(${statuses}) as each(status) cross join lateral ${first(sql`p.status = each.status`)} found))`
  }
  if (reach.length === 0) return sql`false`
  const asked = sql`
    select found.id
      from asked cross join unnest(${statuses}) as each(status)
           cross join lateral ${first(sql`p.asked_roles = asked.roles and p.status = each.status`)} found
     where ${asksOneOf(reader, sql`asked.roles`)}`
  const ways = reach.map((relation) => (relation === 'asked' ? asked : first(rows[relation])))
  return sql`p.id = any(array(
    with recursive ${askedRoles(tenantId)}
    ${sql.join(ways, sql` union all `)}))`
}

// Those that ask one role, by the sets of roles that it is in.
function askedOf(tenantId: string, wanted: SQL, list: ShownTo & { readonly asks: string }): SQL {
  const { reader, agents, status, asks } = list
  const first = firstOf(tenantId, wanted, list)
  const isReadable = planRowsAllowed(reader, agents)
  return sql`p.id = any(array(
    with recursive ${askedRoles(tenantId)}
    select found.id
      from asked cross join unnest(${textArray(status === null ? PLAN_STATUSES : [status])}) as each(status)
           cross join lateral ${first(sql`p.asked_roles = asked.roles and p.status = each.status and ${isReadable}`)} found
     where jsonb_exists(asked.roles::jsonb, ${asks})
    union all ${first(sql`p.escalates_to = ${asks} and p.escalates_at <= now() and ${isReadable}`)}))`
}

function firstOf(tenantId: string, wanted: SQL, { order, limit }: Pick<ShownTo, 'order' | 'limit'>) {
  return (condition: SQL) => sql`
    (select p.id from plans p
      where p.tenant_id = ${tenantId} and ${condition} and ${wanted}
      order by ${orderBy(order)} limit ${limit})`
}

function askedRoles(tenantId: string): SQL {
  return sql`asked(roles) as (
    ${nextRoles(tenantId, sql`true`)}
    union all
    select ${nextRoles(tenantId, sql`p.asked_roles > asked.roles`)} from asked where asked.roles is not null)`
}

// The sets of roles that plans ask, one after the other.
function nextRoles(tenantId: string, condition: SQL): SQL {
  return sql`(select p.asked_roles from plans p
    where p.tenant_id = ${tenantId} and p.asked_roles is not null and ${condition}
    order by p.asked_roles limit 1)`
}
