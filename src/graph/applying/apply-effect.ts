import { AppError } from '#errors.ts'
import { failBeforeCall, takeOverEffect } from '#memory/ledger.ts'
import type { EffectRecord, PlanRecord } from '#memory/plan-record.ts'
import { readPlan } from '#memory/plans.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'
import { beginEffect, callEffect, endEffect, type Ended } from './dispatch.ts'
import { mayCallWith } from './late-arguments.ts'
import { recoverEffect } from './recover.ts'
import { resolveHandles } from './resolve-handles.ts'

export interface Place {
  readonly plan: PlanRecord
  readonly effect: EffectRecord
  /** The steps before it, as they ended. */
  readonly done: readonly EffectRecord[]
}

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
  const args = await beginEffect(services, turn, { plan, effect, live, args: resolved.args })
  const first = await callEffect(services, turn, { effect, live }, args)
  // What is lost on the way is looked for at once, by the same means as after a crash.
  const ended = first.state === 'unknown' ? await lookAgain(services, turn, record, place) : first
  await endEffect(services, turn, { planId: plan.id, index: effect.index }, ended)
  return ended
}

async function takeOver(services: Services, turn: Turn, record: TurnRecord, place: Place): Promise<Ended> {
  const { plan, effect } = place
  const mine = await services.database.tenant(turn.tenantId, (tx) =>
    takeOverEffect(tx, plan.id, effect.index, turn.hold),
  )
  if (!mine) throw new AppError('Another worker has this run.', { code: 'lease-lost' })
  const ended = await recoverEffect(services, turn, { effect, live: record.live, now: plan.now })
  await endEffect(services, turn, { planId: plan.id, index: effect.index }, ended)
  return ended
}

async function lookAgain(services: Services, turn: Turn, { live }: TurnRecord, place: Place): Promise<Ended> {
  const now = await services.database.tenant(turn.tenantId, (tx) => readPlan(tx, place.plan.id))
  const effect = now?.effects.find((candidate) => candidate.index === place.effect.index)
  if (!now || !effect) throw new AppError('An effect that was begun is gone.', { code: 'effect-missing' })
  return recoverEffect(services, turn, { effect, live, now: now.now })
}

async function fail(services: Services, turn: Turn, { plan, effect }: Place, code: string): Promise<Ended> {
  const failed = await services.database.tenant(turn.tenantId, (tx) =>
    failBeforeCall(tx, { planId: plan.id, index: effect.index, code }, turn.hold),
  )
  if (!failed) throw new AppError('Another worker has this run.', { code: 'lease-lost' })
  return { state: 'failed', outcome: { ok: false, code } }
}
