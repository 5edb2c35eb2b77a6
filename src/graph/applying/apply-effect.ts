import { canonicalJson } from '#commitment.ts'
import { AppError } from '#errors.ts'
import type { JsonObject } from '#json.ts'
import { failBeforeCall, takeOverEffect } from '#memory/ledger.ts'
import { readPlan } from '#memory/plans.ts'
import { extendLease } from '#memory/runs.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'
import { argumentsOf, beginEffect, callEffect, endEffect, leaseForCallMs, type Ended } from './dispatch.ts'
import { mayCallWith } from './late-arguments.ts'
import { NOBODY_KNOWS, recoverEffect } from './recover.ts'
import type { Place } from './place.ts'
import { resolveHandles } from './resolve-handles.ts'

/** Brings one effect to its end, from wherever a worker before this one left it. */
export async function applyEffect(services: Services, turn: Turn, record: TurnRecord, place: Place): Promise<Ended> {
  const { effect } = place
  switch (effect.state) {
    case 'succeeded':
    case 'failed':
    case 'unknown':
      return { state: effect.state, outcome: effect.outcome ?? { ok: false, code: 'outcome-unknown' } }
    case 'cancelled':
      return { state: 'failed', outcome: { ok: false, code: 'cancelled' } }
    case 'dispatched':
      return takeOver(services, turn, record, place)
    case 'planned':
      return begin(services, turn, record, place)
  }
}

async function begin(services: Services, turn: Turn, record: TurnRecord, place: Place): Promise<Ended> {
  const { plan, effect, done } = place
  const { live } = record
  const resolved = resolveHandles(effect.args, done)
  if (!resolved.ok) return fail(services, turn, place, 'step-result-missing')
  if (resolved.changed && !(await mayCallWith(services, turn, record, place, resolved.args))) {
    return fail(services, turn, place, 'late-argument-refused')
  }
  const begun = await beginEffect(services, turn, { plan, effect, live, args: resolved.args })
  const first = await callEffect(turn, { effect, live }, begun)
  // What is lost on the way is looked for at once, by the same means as after a crash.
  const ended =
    first.state === 'unknown' ? await lookAgain(services, turn, record, { ...place, args: begun.args }) : first
  await endEffect(services, turn, { planId: plan.id, index: effect.index }, ended)
  return ended
}

async function takeOver(services: Services, turn: Turn, record: TurnRecord, place: Place): Promise<Ended> {
  const { plan, effect } = place
  const { live } = record
  const args = await argumentsAgain(services, turn, record, place)
  const heldSinceMs = await takeHold(services, turn, place, leaseForCallMs(live, effect.tool))
  const ended = args ? await recoverEffect(turn, { effect, live, args, heldSinceMs, now: plan.now }) : NOBODY_KNOWS
  await endEffect(services, turn, { planId: plan.id, index: effect.index }, ended)
  return ended
}

/** Leaves an effect that was begun without a word on it, for a person to find out what became of it. */
export async function leaveUnknown(
  services: Services,
  turn: Turn,
  place: Pick<Place, 'plan' | 'effect'>,
): Promise<void> {
  await takeHold(services, turn, place, 0)
  await endEffect(services, turn, { planId: place.plan.id, index: place.effect.index }, NOBODY_KNOWS)
}

async function takeHold(
  services: Services,
  turn: Turn,
  { plan, effect }: Pick<Place, 'plan' | 'effect'>,
  leaseMustLastMs: number,
): Promise<number> {
  const heldSinceMs = performance.now()
  await services.database.atOnce(turn.tenantId, (tx) =>
    Promise.all([extendLease(tx, turn.hold, leaseMustLastMs), takeOverEffect(tx, plan.id, effect.index, turn.hold)]),
  )
  return heldSinceMs
}

/**
 * The arguments that an effect was begun with, made again from what was judged and from what the steps before returned.
 * Null where its row says others, or where they may not be: then nothing is called again with them.
 */
async function argumentsAgain(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  place: Place,
): Promise<JsonObject | null> {
  const { plan, effect, done } = place
  const resolved = resolveHandles(effect.args, done)
  if (!resolved.ok) return null
  const args = argumentsOf({ plan, effect, live: record.live, args: resolved.args })
  if (canonicalJson(args) !== canonicalJson(effect.resolvedArgs)) return null
  return !resolved.changed || (await mayCallWith(services, turn, record, place, resolved.args)) ? args : null
}

async function lookAgain(
  services: Services,
  turn: Turn,
  { live }: TurnRecord,
  { args, ...place }: Place & { readonly args: JsonObject },
): Promise<Ended> {
  const now = await services.database.atOnce(turn.tenantId, (tx) => readPlan(tx, place.plan.id))
  const effect = now?.effects.find((candidate) => candidate.index === place.effect.index)
  if (!now || !effect) throw new AppError('An effect that was begun is gone.', { code: 'effect-missing' })
  const heldSinceMs = await takeHold(services, turn, place, leaseForCallMs(live, effect.tool))
  return recoverEffect(turn, { effect, live, args, heldSinceMs, now: now.now })
}

async function fail(services: Services, turn: Turn, { plan, effect }: Place, code: string): Promise<Ended> {
  await services.database.atOnce(turn.tenantId, (tx) =>
    failBeforeCall(tx, { planId: plan.id, index: effect.index, code }, turn.hold),
  )
  return { state: 'failed', outcome: { ok: false, code } }
}
