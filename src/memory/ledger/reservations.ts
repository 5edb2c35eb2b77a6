import { sql } from 'drizzle-orm'
import { LEDGER_WINDOWS, WINDOW_OWNERS, type LedgerWindow } from './ledger-window.ts'
import type { Tx } from '../database/database.ts'
import { assertInSql, CONFLICT } from '../database/driver/assert-in-sql.ts'

/** The scopes of the quota windows that a judgement read, each with its version at that time (optimistic concurrency). */
export type WindowScopes = ReadonlyMap<string, number>

/** The scopes of quota windows. */
export function scopesOf(
  windows: ReadonlySet<LedgerWindow>,
  whose: { readonly requester: string; readonly agent: string },
): readonly string[] {
  const ids = { user: `user ${whose.requester}`, tenant: 'tenant', agent: `agent ${whose.agent}` }
  const looked = new Set(LEDGER_WINDOWS.flatMap(({ name, owner }) => (windows.has(name) ? [owner] : [])))
  return WINDOW_OWNERS.filter((owner) => looked.has(owner)).map((owner) => ids[owner])
}

/** The versions of these scopes. Sent before their totals are read, so that a reservation between the two shows. */
export async function readScopes(tx: Tx, scopes: readonly string[]): Promise<WindowScopes> {
  if (scopes.length === 0) return new Map()
  const rows = await tx.query<ScopeRow>(sql`
    select w.scope, coalesce(s.version, 0) as version
      from jsonb_array_elements_text(${JSON.stringify(scopes)}::jsonb) as w(scope)
      left join window_scopes s on s.tenant_id = ${tx.tenantId} and s.scope = w.scope`)
  return versions(rows)
}

/**
 * The same, holding them until the transaction ends: nobody else reserves anything in them meanwhile. All who hold several
 * take them in the database's order.
 */
export async function lockScopes(tx: Tx, scopes: readonly string[]): Promise<WindowScopes> {
  if (scopes.length === 0) return new Map()
  const rows = await tx.query<ScopeRow>(sql`
    insert into window_scopes (tenant_id, scope, version)
    select ${tx.tenantId}, w.scope, 0
      from jsonb_array_elements_text(${JSON.stringify(scopes)}::jsonb) as w(scope) order by w.scope
    on conflict (tenant_id, scope) do update set version = window_scopes.version
    returning scope, version`)
  return versions(rows)
}

/**
 * Reserves a plan's share in the transaction that stores its judgement, before that. `seen` are the scopes that it was
 * judged by, as they were when its totals were read: where anybody has reserved in one of them since, nothing is done and
 * `not-as-supposed` is thrown. `also` are those that only others look at.
 */
export async function reserveWindows(
  tx: Tx,
  { seen, also }: { readonly seen: WindowScopes; readonly also: readonly string[] },
): Promise<void> {
  const unseen = also.filter((scope) => !seen.has(scope)).map((scope) => ({ scope, version: 0, seen: false }))
  const scopes = [...[...seen].map(([scope, version]) => ({ scope, version, seen: true })), ...unseen]
  if (scopes.length === 0) return
  await tx.query(sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(scopes)}::jsonb) as w(scope text, version bigint, seen boolean)
    ), reserved as (
      insert into window_scopes (tenant_id, scope, version)
      select ${tx.tenantId}, scope, version + 1 from wanted order by scope
      on conflict (tenant_id, scope) do update set version = window_scopes.version + 1
        where window_scopes.version = excluded.version - 1
           or exists (select from wanted where wanted.scope = excluded.scope and not wanted.seen)
      returning scope
    )
    select ${assertInSql(sql`(select count(*) from reserved) = ${scopes.length}`, CONFLICT)}`)
}

/**
 * A place at the end of the line, given while its scopes are held, with two moments that it was given between: by them
 * totals are cut without reading the place of each effect.
 */
export const NEXT_PLACE = sql`
      select nextval('reservation_places') as place, now() as after, clock_timestamp() as before`

interface ScopeRow {
  readonly scope: string
  readonly version: number
}

function versions(rows: readonly ScopeRow[]): WindowScopes {
  return new Map(rows.map(({ scope, version }) => [scope, Number(version)]))
}
