import { sql } from 'drizzle-orm'
import type { JsonObject } from '#json.ts'
import type { EffectState } from '#plan-status.ts'
import type { Tx } from './database.ts'
import type { EffectOutcome } from './plan-record.ts'
import { holdsRun, mustChange, type Hold } from './runs.ts'

/**
 * Writes an effect down as begun, before its call. Throws `lease-lost` where it isn't `planned` any more or where another
 * worker holds the run: then there is no call.
 */
export async function dispatchEffect(
  tx: Tx,
  effect: {
    readonly planId: string
    readonly index: number
    readonly idempotencyKey: string
    readonly resolvedArgs: JsonObject
    /** The lease must outlast the call, or a second worker could begin while the first still waits. */
    readonly leaseMustLastMs: number
  },
  hold: Hold,
): Promise<void> {
  await mustChange(
    tx,
    sql`
    update effects set state = 'dispatched', idempotency_key = ${effect.idempotencyKey},
           resolved_args = ${JSON.stringify(effect.resolvedArgs)}::jsonb, fence = ${hold.fence}, dispatched_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index} and state = 'planned'
       and ${holdsRun(tx, hold, effect.leaseMustLastMs)}
       and exists (select from plans p where p.tenant_id = effects.tenant_id and p.id = effects.plan_id
                      and p.status = 'applying')
    returning index`,
  )
}

/** Ends an effect that couldn't be begun: nothing was called. Throws `lease-lost`. */
export async function failBeforeCall(
  tx: Tx,
  effect: { readonly planId: string; readonly index: number; readonly code: string },
  hold: Hold,
): Promise<void> {
  await mustChange(
    tx,
    sql`
    update effects set state = 'failed', outcome = ${JSON.stringify({ ok: false, code: effect.code })}::jsonb,
           completed_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index} and state = 'planned'
       and ${holdsRun(tx, hold)}
    returning index`,
  )
}

/** Takes over an effect that a dead worker had begun, so that its outcome is this worker's to write. Throws `lease-lost`. */
export async function takeOverEffect(tx: Tx, planId: string, index: number, hold: Hold): Promise<void> {
  await mustChange(
    tx,
    sql`
    update effects set fence = ${hold.fence}
     where tenant_id = ${tx.tenantId} and plan_id = ${planId} and index = ${index} and state = 'dispatched'
       and ${holdsRun(tx, hold)}
    returning index`,
  )
}

/** Writes down what came of a call. Throws `lease-lost` where another worker has taken the effect over: its word counts. */
export async function recordOutcome(
  tx: Tx,
  effect: {
    readonly planId: string
    readonly index: number
    readonly state: Extract<EffectState, 'succeeded' | 'failed' | 'unknown'>
    readonly outcome: EffectOutcome
  },
  hold: Hold,
): Promise<void> {
  await mustChange(
    tx,
    sql`
    update effects set state = ${effect.state}, outcome = ${JSON.stringify(effect.outcome)}::jsonb, completed_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index}
       and state = 'dispatched' and fence = ${hold.fence} and ${holdsRun(tx, hold)}
    returning index`,
  )
}

/** Writes down what a person, or another look, said of an effect whose outcome nobody knew. */
export async function resolveUnknownEffect(
  tx: Tx,
  effect: {
    readonly planId: string
    readonly index: number
    /** `dispatched`: the next worker looks for the outcome again. */
    readonly state: Extract<EffectState, 'succeeded' | 'failed' | 'dispatched'>
    readonly outcome: EffectOutcome | null
  },
): Promise<boolean> {
  const rows = await tx.query(sql`
    update effects set state = ${effect.state},
           outcome = nullif(${JSON.stringify(effect.outcome)}::jsonb, 'null'::jsonb), completed_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index} and state = 'unknown'
    returning index`)
  return rows.length > 0
}

/** Keeps who said what of an unknown effect, and why. */
export async function storeResolution(
  tx: Tx,
  resolution: {
    readonly planId: string
    readonly index: number
    readonly principalId: string
    readonly outcome: string
    readonly note: string
  },
): Promise<void> {
  await tx.query(sql`
    insert into resolutions (tenant_id, plan_id, index, principal_id, outcome, note)
    values (${tx.tenantId}, ${resolution.planId}, ${resolution.index}, ${resolution.principalId},
            ${resolution.outcome}, ${resolution.note})`)
}

/** What the ledger holds in a window: how often each tool, and money per tool and currency in minor units. */
export interface LedgerTotals {
  readonly counts: Readonly<Record<string, number>>
  readonly amounts: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface LedgerWindows {
  readonly user24h: LedgerTotals
  readonly tenant24h: LedgerTotals
  readonly agent24h: LedgerTotals
}

export interface LedgerScope {
  readonly requester: string
  readonly agent: string
  readonly withoutPlan: string
  /** Only these are added up; the others come back empty. */
  readonly windows: ReadonlySet<keyof LedgerWindows>
}

/**
 * What was begun in the last 24 hours, and what waits to be, without one plan. A plan that waits counts as done, however
 * long it has waited: its share is reserved until it ends. What surely didn't happen doesn't count.
 */
export async function windowTotals(tx: Tx, scope: LedgerScope): Promise<LedgerWindows> {
  const { windows } = scope
  if (windows.size === 0) return { user24h: NOTHING, tenant24h: NOTHING, agent24h: NOTHING }
  const ofOthers = windows.has('tenant24h') || windows.has('agent24h')
  const whose = ofOthers ? sql`true` : sql`e.requester = ${scope.requester}`
  const rows = await tx.query<WindowRow>(sql`
    with counted as (
      select e.tool, e.amounts, e.requester = ${scope.requester} as of_user, e.agent = ${scope.agent} as of_agent
        from effects e
       where e.tenant_id = ${tx.tenantId} and e.plan_id <> ${scope.withoutPlan} and ${whose}
         and e.state in ('dispatched', 'succeeded', 'unknown')
         and coalesce(e.dispatched_at, e.created_at) > now() - interval '24 hours'
       union all
      select e.tool, e.amounts, e.requester = ${scope.requester}, e.agent = ${scope.agent}
        from plans p
        join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
       where p.tenant_id = ${tx.tenantId} and p.status in ('waiting', 'applying') and p.id <> ${scope.withoutPlan}
         and e.state = 'planned' and ${whose})
    select tool, '' as currency, count(*)::int as times, 0::bigint as minor, of_user as "ofUser", of_agent as "ofAgent"
      from counted group by tool, of_user, of_agent
     union all
    select tool, a.key, 0, sum(a.value::bigint)::bigint, of_user, of_agent
      from counted, jsonb_each_text(amounts) a group by tool, a.key, of_user, of_agent`)
  return {
    user24h: totals(rows.filter((row) => row.ofUser)),
    tenant24h: windows.has('tenant24h') ? totals(rows) : NOTHING,
    agent24h: windows.has('agent24h') ? totals(rows.filter((row) => row.ofAgent)) : NOTHING,
  }
}

const NOTHING: LedgerTotals = { counts: {}, amounts: {} }

interface WindowRow {
  readonly tool: string
  readonly currency: string
  readonly times: number
  readonly minor: number
  readonly ofUser: boolean
  readonly ofAgent: boolean
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
