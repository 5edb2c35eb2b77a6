import { canonicalJson } from '#commitment.ts'
import { AppError } from '#errors.ts'
import type { JsonObject } from '#json.ts'
import { failBeforeCall, takeOverEffect } from '#memory/ledger.ts'
import { readPlan } from '#memory/plans.ts'
import { extendLease } from '#memory/runs.ts'
import { readPlanAround } from '../planning/read-plan.ts'
import { readTurn } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'
import {
  argumentsOf,
  beginEffect,
  callEffect,
  endEffect,
  leaseForCallMs,
  type Ended,
  type Unwritten,
} from './dispatch.ts'
import { mayCallWith } from './late-arguments.ts'
import { NOBODY_KNOWS, recoverEffect } from './recover.ts'
import type { Place } from './place.ts'
import { resolveHandles } from './resolve-handles.ts'

/** How an effect ended, and whether that is still to be written down. */
export interface Applied {
  readonly ended: Ended
  readonly unwritten: Unwritten | null
}

/**
 * Brings one effect to its end, from wherever a worker before this one left it. `before` is what the step before it left
 * to be written, which goes with this one's beginning.
 */
export async function applyEffect(
  services: Services,
  turn: Turn,
  place: Place,
  before: Unwritten | null,
): Promise<Applied> {
  const { effect } = place
  if (effect.state === 'planned') return begin(services, turn, place, before)
  await writeDown(services, turn, before)
  switch (effect.state) {
    case 'succeeded':
    case 'failed':
    case 'unknown':
      return written({ state: effect.state, outcome: effect.outcome ?? { ok: false, code: 'outcome-unknown' } })
    case 'cancelled':
      return written({ state: 'failed', outcome: { ok: false, code: 'cancelled' } })
    case 'dispatched':
      return takeOver(services, turn, place)
  }
}

/** Writes down how a step ended where nothing else is to be stored with it. */
export async function writeDown(services: Services, turn: Turn, unwritten: Unwritten | null): Promise<void> {
  if (unwritten) await endEffect(services, turn, unwritten, async () => {})
}

async function begin(services: Services, turn: Turn, place: Place, before: Unwritten | null): Promise<Applied> {
  const { found, effect, done } = place
  const { live } = found.around
  const resolved = resolveHandles(effect.args, done)
  if (!resolved.ok) return fail(services, turn, { place, before, code: 'step-result-missing' })
  if (resolved.changed && !(await mayCallNow(services, turn, place, resolved.args))) {
    return fail(services, turn, { place, before, code: 'late-argument-refused' })
  }
  const begun = await beginEffect(services, turn, { plan: found.plan, effect, live, args: resolved.args }, before)
  const first = await callEffect(turn, { effect, live }, begun)
  // What is lost on the way is looked for at once, by the same means as after a crash.
  const ended = first.state === 'unknown' ? await lookAgain(services, turn, place, begun.args) : first
  return { ended, unwritten: unwrittenOf(place, ended) }
}

async function takeOver(services: Services, turn: Turn, place: Place): Promise<Applied> {
  const { found, effect } = place
  const { live } = found.around
  const args = await argumentsAgain(services, turn, place)
  const heldSinceMs = await takeHold(services, turn, place, leaseForCallMs(live, effect.tool))
  const ended = args
    ? await recoverEffect(turn, { effect, live, args, heldSinceMs, now: found.plan.now })
    : NOBODY_KNOWS
  return { ended, unwritten: unwrittenOf(place, ended) }
}

/** Leaves an effect that was begun without a word on it, for a person to find out what became of it. */
export async function leaveUnknown(
  services: Services,
  turn: Turn,
  place: Pick<Place, 'found' | 'effect'>,
): Promise<void> {
  await takeHold(services, turn, place, 0)
  await writeDown(services, turn, unwrittenOf(place, NOBODY_KNOWS))
}

async function takeHold(
  services: Services,
  turn: Turn,
  { found, effect }: Pick<Place, 'found' | 'effect'>,
  leaseMustLastMs: number,
): Promise<number> {
  const heldSinceMs = performance.now()
  await services.database.atOnce(turn.tenantId, (tx) =>
    Promise.all([
      extendLease(tx, turn.hold, leaseMustLastMs),
      takeOverEffect(tx, found.plan.id, effect.index, turn.hold),
    ]),
  )
  return heldSinceMs
}

/**
 * The arguments that an effect was begun with, made again from what was judged and from what the steps before returned.
 * Null where its row says others, or where they may not be: then nothing is called again with them.
 */
async function argumentsAgain(services: Services, turn: Turn, place: Place): Promise<JsonObject | null> {
  const { found, effect, done } = place
  const resolved = resolveHandles(effect.args, done)
  if (!resolved.ok) return null
  const args = argumentsOf({ plan: found.plan, effect, live: found.around.live, args: resolved.args })
  if (canonicalJson(args) !== canonicalJson(effect.resolvedArgs)) return null
  return !resolved.changed || (await mayCallNow(services, turn, place, resolved.args)) ? args : null
}

// The step before may have taken long: whoever approved may have lost the role meanwhile, and others used up a limit.
async function mayCallNow(services: Services, turn: Turn, place: Place, args: JsonObject): Promise<boolean> {
  const { id } = place.found.plan
  const found = await readPlanAround(services, turn, readTurn(services, turn), id)
  return mayCallWith({ ...place, found }, args)
}

async function lookAgain(services: Services, turn: Turn, place: Place, args: JsonObject): Promise<Ended> {
  const { live } = place.found.around
  const now = await services.database.atOnce(turn.tenantId, (tx) => readPlan(tx, place.found.plan.id))
  const effect = now?.effects.find((candidate) => candidate.index === place.effect.index)
  if (!now || !effect) throw new AppError('An effect that was begun is gone.', { code: 'effect-missing' })
  const heldSinceMs = await takeHold(services, turn, place, leaseForCallMs(live, effect.tool))
  return recoverEffect(turn, { effect, live, args, heldSinceMs, now: now.now })
}

async function fail(
  services: Services,
  turn: Turn,
  { place, before, code }: { readonly place: Place; readonly before: Unwritten | null; readonly code: string },
): Promise<Applied> {
  const row = { planId: place.found.plan.id, index: place.effect.index, code }
  await endEffect(services, turn, before, (tx) => failBeforeCall(tx, row, turn.hold))
  return written({ state: 'failed', outcome: { ok: false, code } })
}

function written(ended: Ended): Applied {
  return { ended, unwritten: null }
}

function unwrittenOf({ found, effect }: Pick<Place, 'found' | 'effect'>, ended: Ended): Unwritten {
  return { planId: found.plan.id, index: effect.index, ended }
}
