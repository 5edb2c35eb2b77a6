import { setTimeout as delay } from 'node:timers/promises'
import { canonicalJson } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { failBeforeCall } from '#memory/ledger/ledger.ts'
import { readTakenBeside } from '#memory/threads/hand-overs.ts'
import { retryDelayMs } from '#mcp/retry-delay.ts'
import { declarationOf } from '#turn/agent-runtime.ts'
import { lookAtPlanAgain } from '#judging/read-plan.ts'
import { readTurn } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import {
  argumentsOf,
  beginEffect,
  callEffect,
  endEffect,
  heldToCall,
  leaseForCallMs,
  type Begun,
  type Called,
  type Dispatch,
  type Ended,
  type ToCall,
  type PendingOutcome,
} from './dispatch.ts'
import { blockedReasonNow } from './retries/blocked-reason.ts'
import { takeFreshLease } from './retries/fresh-lease.ts'
import { mayCallWith } from './late-arguments.ts'
import type { StepContext } from './step-context.ts'
import { resolveHandles } from '#cards/outcome/resolve-handles.ts'
import { takeOverLease } from './retries/take-over-lease.ts'
import { attemptOf, leftToPerson, errorIn } from './retries/attempts.ts'
import { afterFirstCall, callerOf, retryEffect } from './retries/retry-effect.ts'

/** How an effect ended, and whether that is still to be written down. */
export interface Applied {
  readonly ended: Ended
  readonly unwritten: PendingOutcome | null
}

/**
 * Brings one effect to its end, from wherever a worker before this one left it. `before` is what the step before it left
 * to be written, which goes with this one's beginning.
 */
export async function applyEffect(
  services: Services,
  turn: Turn,
  place: StepContext,
  before: PendingOutcome | null,
): Promise<Applied> {
  const { effect } = place
  if (effect.state === 'planned') return begin(services, turn, place, before)
  await writeDown(services, turn, before)
  switch (effect.state) {
    case 'succeeded':
    case 'failed':
    case 'unknown':
      return written({ state: effect.state, outcome: effect.outcome ?? { ok: false, code: 'outcome-unknown' } })
    case 'compensated':
      throw new AppError('A step that was undone isn’t begun.', { code: 'effect-undone' })
    case 'cancelled':
      return written({ state: 'failed', outcome: { ok: false, code: 'cancelled' } })
    case 'dispatched':
      return takeOver(services, turn, place)
  }
}

/** Writes down how a step ended where nothing else is to be stored with it. */
export async function writeDown(services: Services, turn: Turn, unwritten: PendingOutcome | null): Promise<void> {
  if (unwritten) await endEffect(services, turn, unwritten, async () => {})
}

async function begin(
  services: Services,
  turn: Turn,
  place: StepContext,
  before: PendingOutcome | null,
): Promise<Applied> {
  const { found, effect, done } = place
  const { live } = found.context
  const resolved = resolveHandles(effect.args, done)
  if (!resolved.ok) return fail(services, turn, { place, before, code: 'step-result-missing' })
  if (resolved.changed && !(await mayCallNow(services, turn, place, resolved.args))) {
    return fail(services, turn, { place, before, code: 'late-argument-refused' })
  }
  const dispatch = { plan: found.plan, effect, live, args: resolved.args }
  const begun = await beginOrHoldBack(services, turn, dispatch, before)
  if ('heldBack' in begun) return fail(services, turn, { place, before, code: begun.heldBack })
  const held = await heldToCall(services, turn, dispatch, begun)
  const toCall = { ...held, ...callerOf(services, turn, place) }
  const { ended: first, outcome } = await callUntilHeard(services, turn, place, toCall)
  // What is lost on the way is looked for by the same means as after a crash.
  const declaration = declarationOf(live, effect.tool)
  const isLost = first.state === 'unknown' && !outcome.ok
  const ended = isLost ? await afterFirstCall(services, turn, place, attemptOf('call', outcome, declaration)) : first
  return { ended, unwritten: unwrittenOf(place, ended) }
}

/** Calls, and calls again as often as the tool's `retries` say where a call surely did nothing. */
async function callUntilHeard(services: Services, turn: Turn, place: StepContext, begun: ToCall): Promise<Called> {
  const { effect } = place
  const { live } = place.found.context
  const { retries } = declarationOf(live, effect.tool)
  let called = await callEffect(turn, { effect, live }, begun)
  for (let attempt = 0; attempt < retries; attempt++) {
    const waitMs = retryDelayMs(called.outcome, attempt, 'write')
    if (waitMs === null || turn.signal.aborted) break
    // A process that is told to stop meanwhile doesn't begin a call; nothing was done, and that is what is written down.
    if (!(await waited(waitMs, turn.signal))) break
    if (!(await begun.mayCall(effect.tool))) break
    const heldSinceMs = await takeFreshLease(() =>
      takeOverLease(services, turn, place, leaseForCallMs(live, effect.tool)),
    )
    called = await callEffect(turn, { effect, live }, { ...begun, heldSinceMs })
  }
  return called
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal })
    return true
  } catch {
    return false
  }
}

/** Begins an effect, unless an operator, or a person who has taken the conversation, keeps it from being called: then the code says how. Throws `lease-lost`. */
async function beginOrHoldBack(
  services: Services,
  turn: Turn,
  dispatch: Dispatch,
  before: PendingOutcome | null,
): Promise<Begun | { readonly heldBack: string }> {
  try {
    return await beginEffect(services, turn, dispatch, before)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'lease-lost') throw error
    const { plan, effect } = dispatch
    const isFirst = effect.index === plan.effects[0]?.index
    const [blocked, isTaken] = await services.database.batch(turn.tenantId, (tx) =>
      Promise.all([blockedReasonNow(tx, dispatch), isFirst && readTakenBeside(tx, plan.id)]),
    )
    const heldBack = blocked ?? (isTaken ? 'with-person' : null)
    if (heldBack === null) throw error
    return { heldBack }
  }
}

async function takeOver(services: Services, turn: Turn, place: StepContext): Promise<Applied> {
  const args = await argumentsAgain(services, turn, place)
  if (!args) await takeOverLease(services, turn, place, 0)
  const ended = args ? await retryEffect(services, turn, place, args) : nobodyKnows(place)
  return { ended, unwritten: unwrittenOf(place, ended) }
}

/** Leaves an effect that was begun without a word on it, for a person to find out what became of it. */
export async function markUnknown(
  services: Services,
  turn: Turn,
  place: Pick<StepContext, 'found' | 'effect'>,
): Promise<void> {
  await takeOverLease(services, turn, place, 0)
  await writeDown(services, turn, unwrittenOf(place, nobodyKnows(place)))
}

/** The text for an effect whose outcome stays unknown, with the last error that came as an answer. */
function nobodyKnows({ effect }: Pick<StepContext, 'effect'>): Ended {
  return { state: 'unknown', outcome: leftToPerson(effect.tries, errorIn(effect.outcome)) }
}

/**
 * The arguments that an effect was begun with, made again from what was judged and from what the steps before returned.
 * Null where its row says others, or where they may not be: then nothing is called again with them.
 */
async function argumentsAgain(services: Services, turn: Turn, place: StepContext): Promise<JsonObject | null> {
  const { found, effect, done } = place
  const resolved = resolveHandles(effect.args, done)
  if (!resolved.ok) return null
  const args = argumentsOf({ plan: found.plan, effect, live: found.context.live, args: resolved.args })
  if (canonicalJson(args) !== canonicalJson(effect.resolvedArgs)) return null
  return !resolved.changed || (await mayCallNow(services, turn, place, resolved.args)) ? args : null
}

// The step before may have taken long: whoever approved may have lost the role meanwhile, and others used up a limit.
async function mayCallNow(services: Services, turn: Turn, place: StepContext, args: JsonObject): Promise<boolean> {
  const found = await lookAtPlanAgain(services, turn, readTurn(services, turn), place.found)
  return mayCallWith({ ...place, found }, args)
}

async function fail(
  services: Services,
  turn: Turn,
  {
    place,
    before,
    code,
  }: { readonly place: StepContext; readonly before: PendingOutcome | null; readonly code: string },
): Promise<Applied> {
  const row = { planId: place.found.plan.id, index: place.effect.index, code }
  await endEffect(services, turn, before, (tx) => failBeforeCall(tx, row, turn.hold))
  return written({ state: 'failed', outcome: { ok: false, code } })
}

function written(ended: Ended): Applied {
  return { ended, unwritten: null }
}

function unwrittenOf({ found, effect }: Pick<StepContext, 'found' | 'effect'>, ended: Ended): PendingOutcome {
  return { planId: found.plan.id, index: effect.index, ended }
}
