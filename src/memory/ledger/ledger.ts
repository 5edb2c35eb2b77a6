import { sql, type SQL } from 'drizzle-orm'
import type { JsonObject } from '#core/json.ts'
import type { EffectState } from '../plans/plan-status.ts'
import type { Tx } from '../database/database.ts'
import type { StepTry } from '../plans/plan-record.ts'
import type { EffectOutcome, SaidError } from '../plans/tool-answer.ts'
import { assertInSql, LEASE_LOST } from '../database/driver/assert-in-sql.ts'
import { ownsRun, updateOrLoseLease, type Lease } from '../runs/leases.ts'
import { isNotStopped } from '../agents/kill-switches.ts'
import { isTakenBeside } from '../threads/hand-overs.ts'

/**
 * Records an effect as dispatched, before its call. Throws `lease-lost` where it isn't `planned` any more, where another
 * worker holds the run, where an operator has stopped it, where its tool was accepted otherwise, or where it is its plan's
 * first and a person has taken the conversation: then there is no call.
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
  hold: Lease,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set state = 'dispatched', idempotency_key = ${effect.idempotencyKey},
           resolved_args = ${JSON.stringify(effect.resolvedArgs)}::jsonb, fence = ${hold.fence}, dispatched_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index} and state = 'planned'
       and ${ownsRun(tx, hold, effect.leaseMustLastMs)}
       and ${mayBeCalled(tx)}
       and (not ${isTakenBeside(tx, effect.planId)} or ${hasBegun(tx, effect.planId)})
    returning index`,
  )
}

// What has begun is seen through.
function hasBegun(tx: Tx, planId: string): SQL {
  return sql`exists (select from effects b where b.tenant_id = ${tx.tenantId} and b.plan_id = ${planId} and b.state <> 'planned')`
}

// Its plan is under way, nobody has stopped its tool, and its tool is the one that was judged.
function mayBeCalled(tx: Tx): SQL {
  return sql`exists (select from plans p where p.tenant_id = effects.tenant_id and p.id = effects.plan_id
                      and p.status = 'applying')
       and ${isNotStopped(tx)}
       and not exists (select from tool_pins t where t.tenant_id = effects.tenant_id and t.tool = effects.tool
                          and t.definition_hash <> effects.definition_hash)`
}

/** Ends an effect that couldn't be begun: nothing was called. Throws `lease-lost`. */
export async function failBeforeCall(
  tx: Tx,
  effect: { readonly planId: string; readonly index: number; readonly code: string },
  hold: Lease,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set state = 'failed', outcome = ${JSON.stringify({ ok: false, code: effect.code })}::jsonb,
           completed_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index} and state = 'planned'
       and ${ownsRun(tx, hold)}
    returning index`,
  )
}

/** Takes over an effect that was begun before, so that its outcome is this worker's to write. Throws `lease-lost`. */
export async function takeOverEffect(tx: Tx, planId: string, index: number, hold: Lease): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set fence = ${hold.fence}
     where tenant_id = ${tx.tenantId} and plan_id = ${planId} and index = ${index} and state = 'dispatched'
       and ${ownsRun(tx, hold)}
    returning index`,
  )
}

/** Whether an effect stands as begun under this very claim. It waits for whoever still writes it. */
export async function isBegun(tx: Tx, planId: string, index: number, hold: Lease): Promise<boolean> {
  const [row] = await tx.query<{ isBegun: boolean }>(sql`
    select state = 'dispatched' and fence = ${hold.fence} as "isBegun" from effects
     where tenant_id = ${tx.tenantId} and plan_id = ${planId} and index = ${index} for no key update`)
  return row?.isBegun ?? false
}

/**
 * Records that an effect which was begun before is retried now. Throws `lease-lost` where another worker holds the
 * run, or not for long enough, where an operator has stopped it, or where its tool was accepted otherwise: then it isn't.
 */
export async function beginAgain(
  tx: Tx,
  effect: { readonly planId: string; readonly index: number; readonly leaseMustLastMs: number },
  hold: Lease,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set fence = ${hold.fence}, tried_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index} and state = 'dispatched'
       and ${ownsRun(tx, hold, effect.leaseMustLastMs)} and ${mayBeCalled(tx)}
    returning index`,
  )
}

/**
 * Records the attempts to find out about an effect, the last one with it, and the error with which that was answered, where
 * it was. Throws `lease-lost`.
 */
export async function recordAttempts(
  tx: Tx,
  effect: {
    readonly planId: string
    readonly index: number
    readonly tries: readonly StepTry[]
    readonly said: SaidError | undefined
  },
  hold: Lease,
): Promise<void> {
  const heard = effect.said ? JSON.stringify({ ok: false, code: 'outcome-unknown', said: effect.said }) : null
  await updateOrLoseLease(
    tx,
    sql`
    update effects set tries = ${JSON.stringify(effect.tries)}::jsonb, outcome = coalesce(${heard}::jsonb, outcome)
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index}
       and state = 'dispatched' and fence = ${hold.fence} and ${ownsRun(tx, hold)}
    returning index`,
  )
}

/** Records the outcome of a call. Throws `lease-lost` where another worker has taken the effect over: its word counts. */
export async function recordOutcome(
  tx: Tx,
  effect: {
    readonly planId: string
    readonly index: number
    readonly state: Extract<EffectState, 'succeeded' | 'failed' | 'unknown'>
    readonly outcome: EffectOutcome
  },
  hold: Lease,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set state = ${effect.state}, outcome = ${JSON.stringify(effect.outcome)}::jsonb, completed_at = now()
     where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index}
       and state = 'dispatched' and fence = ${hold.fence} and ${ownsRun(tx, hold)}
    returning index`,
  )
}

/** Adds the compensations of a plan's steps. The second time changes nothing. Throws `lease-lost`. */
export async function storeCompensations(
  tx: Tx,
  plan: { readonly id: string; readonly requester: string; readonly agent: string },
  undoings: readonly object[],
  hold: Lease,
): Promise<void> {
  await tx.query(sql`
    insert into effects (tenant_id, plan_id, index, tool, args, labels, because, paths, state, definition_hash, requester,
                         agent, amounts, undoes)
    select ${tx.tenantId}, ${plan.id}::uuid, u.index, u.tool, u.args, '{}', u.because, '{}', 'planned',
           u."definitionHash", ${plan.requester}, ${plan.agent}, '{}', u.undoes
      from jsonb_to_recordset(${JSON.stringify(undoings)}::jsonb) as u(index int, tool text, args jsonb, because jsonb,
           "definitionHash" text, undoes int)
     where ${assertInSql(ownsRun(tx, hold), LEASE_LOST)}
    on conflict (tenant_id, plan_id, index) do nothing`)
}

/** Records that a step was compensated. Throws `lease-lost`. */
export async function markCompensated(tx: Tx, planId: string, index: number, hold: Lease): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    update effects set state = 'compensated'
     where tenant_id = ${tx.tenantId} and plan_id = ${planId} and index = ${index}
       and state in ('succeeded', 'compensated') and ${ownsRun(tx, hold)}
    returning index`,
  )
}

/**
 * Resolves an effect whose outcome is unknown, or that is still being retried, and the one that it compensates, by what a
 * person said.
 */
export async function resolveUnknownEffect(
  tx: Tx,
  effect: {
    readonly planId: string
    readonly index: number
    /** `dispatched`: the next worker looks for the outcome again, and what is known of it stays. */
    readonly state: Extract<EffectState, 'succeeded' | 'failed' | 'dispatched'>
    readonly outcome: EffectOutcome | null
  },
): Promise<boolean> {
  const rows = await tx.query(sql`
    with resolved as (
      update effects set state = ${effect.state},
             outcome = coalesce(nullif(${JSON.stringify(effect.outcome)}::jsonb, 'null'::jsonb), outcome),
             completed_at = now(), tries = case when ${effect.state} = 'dispatched' then '[]' else tries end
       where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and index = ${effect.index}
         and state in ('unknown', 'dispatched')
      returning index, undoes
    ), undone as (
      update effects set state = 'compensated' from resolved
       where tenant_id = ${tx.tenantId} and plan_id = ${effect.planId} and effects.index = resolved.undoes
         and state = 'succeeded' and ${effect.state} = 'succeeded'
    )
    select index from resolved`)
  return rows.length > 0
}

/** Records who resolved an unknown effect, how, and why. */
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
