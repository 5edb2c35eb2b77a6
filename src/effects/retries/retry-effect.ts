import type { ToolDeclaration } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { recordAttempts } from '#memory/ledger/ledger.ts'
import type { SaidError } from '#memory/plans/tool-answer.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { backOffRun } from '#memory/runs/run-backoff.ts'
import { declarationOf, definitionOf } from '#turn/agent-runtime.ts'
import { runBackedOff } from '#turn/lease/run-backed-off.ts'
import type { Services } from '#turn/services.ts'
import { callGate } from '#turn/lease/kill-switches.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import { retryDeadlineMs } from '#turn/lease/retry-deadline.ts'
import type { Turn } from '#turn/turn.ts'
import { callEffect, holdAgain, keyOf, leaseForCallMs, timeoutMs, type Ended, type ToCall } from '../dispatch.ts'
import { blockedReasonNow } from './blocked-reason.ts'
import { canLookUp, lookUp } from '../preflight/look-up.ts'
import { isAbsenceFinal, nextRetry, retryBackoffMs, type NextRetry, type RetryState } from './next-retry.ts'
import type { StepContext } from '../step-context.ts'
import { attemptOf, countAttempts, leftToPerson, errorIn, withAttempt, type Attempt } from './attempts.ts'
import { takeOverLease } from './take-over-lease.ts'

/**
 * Retries an effect that began and whose outcome was lost, once: another call with the same arguments and idempotency key,
 * or a look-up. Where that says nothing, and another may, the run is backed off and this throws `run-rests`: the worker that
 * claims it next retries, after all the checks before a first call. `args` are those of the first call.
 */
export async function retryEffect(
  services: Services,
  turn: Turn,
  place: StepContext,
  args: JsonObject,
): Promise<Ended> {
  const trying = await tryingOf(services, turn, place)
  return doNext(services, turn, place, { args, trying, next: nextRetry(trying) })
}

/** The same once a first call came to nothing that is known: it is no outage for whoever asks what else may be done. */
export async function afterFirstCall(
  services: Services,
  turn: Turn,
  place: StepContext,
  came: Attempt,
): Promise<Ended> {
  return afterTry(services, turn, place, { trying: await tryingOf(services, turn, place), came })
}

interface Doing {
  readonly args: JsonObject
  readonly trying: TryingNow
  readonly next: NextRetry
}

async function doNext(services: Services, turn: Turn, place: StepContext, doing: Doing): Promise<Ended> {
  const { trying, next } = doing
  switch (next.do) {
    case 'call':
      return callAgain(services, turn, place, doing)
    case 'look-up':
      return lookAgain(services, turn, place, doing)
    case 'rest':
      await takeOverLease(services, turn, place, 0)
      return rest(services, turn, place, { trying, pauseMs: next.pauseMs })
    case 'ask':
      await takeOverLease(services, turn, place, 0)
      return { state: 'unknown', outcome: leftToPerson(trying.effect.tries, trying.said) }
  }
}

async function callAgain(services: Services, turn: Turn, place: StepContext, doing: Doing): Promise<Ended> {
  const { found, effect } = place
  const { live } = found.context
  const { args, trying } = doing
  const heldSinceMs = await heldUnlessStopped(services, turn, place)
  if (heldSinceMs === null) {
    const without = { ...trying, mayCall: false }
    return doNext(services, turn, place, { args, trying: without, next: nextRetry(without) })
  }
  const toCall = { args, key: keyOf(found.plan, effect), heldSinceMs, ...callerOf(services, turn, place) }
  const { ended, outcome } = await callEffect(turn, { effect, live }, toCall)
  // Only that it worked is the first call's answer too. An error may be about this one alone: "in progress".
  if (ended.state === 'succeeded' || outcome.ok) return ended
  const now = { ...trying, effect: { ...trying.effect, triedAt: trying.now } }
  return afterTry(services, turn, place, { trying: now, came: attemptOf('call', outcome, trying.declaration) })
}

/** Since when it is held for the call; null where an operator keeps it from being called. */
async function heldUnlessStopped(
  services: Services,
  turn: Turn,
  { found, effect }: StepContext,
): Promise<number | null> {
  const { live } = found.context
  try {
    return await holdAgain(services, turn, { plan: found.plan, effect, live })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'lease-lost') throw error
    const heldBack = await services.database.batch(turn.tenantId, (tx) => blockedReasonNow(tx, { effect, live }))
    if (heldBack === null) throw error
    return null
  }
}

async function lookAgain(
  services: Services,
  turn: Turn,
  place: StepContext,
  { args, trying }: Pick<Doing, 'args' | 'trying'>,
): Promise<Ended> {
  const declaration = declarationOf(place.found.context.live, place.effect.tool)
  await takeOverLease(
    services,
    turn,
    place,
    declaration.verify ? leaseForCallMs(place.found.context.live, declaration.verify.tool) : 0,
  )
  const { requester } = callerOf(services, turn, place)
  const looked = await lookUp(turn, place, { args, requester })
  if ('ended' in looked) return looked.ended
  if (looked.came.came === 'absent' && isAbsenceFinal(trying)) {
    const { said } = trying
    return { state: 'failed', outcome: { ok: false, code: 'did-not-happen', ...(said && { said }) } }
  }
  return afterTry(services, turn, place, { trying, came: looked.came })
}

/** What a try that said nothing leads to: another one after a pause, or a person. */
async function afterTry(
  services: Services,
  turn: Turn,
  place: StepContext,
  { trying, came }: { readonly trying: TryingNow; readonly came: Attempt },
): Promise<Ended> {
  const effect = { ...trying.effect, tries: withAttempt(trying.effect.tries, came, trying.now) }
  const said = came.said ?? trying.said
  const after = { ...trying, effect, said }
  const next = nextRetry(after)
  if (next.do === 'ask') {
    await services.database.batch(turn.tenantId, (tx) => recordAttempts(tx, rowOf(place, after), turn.hold))
    return { state: 'unknown', outcome: leftToPerson(effect.tries, said) }
  }
  const ofItsOwnMs = next.do === 'rest' ? next.pauseMs : 0
  const random = services.context.randomBytes(1).readUInt8() / 256
  return rest(services, turn, place, {
    trying: after,
    pauseMs: Math.max(ofItsOwnMs, retryBackoffMs(effect.tries, random)),
  })
}

/** Once a person may wonder: what is over before isn't told. */
const TOLD_AT_TRY = 2

async function rest(
  services: Services,
  turn: Turn,
  place: StepContext,
  { trying, pauseMs: ms }: { readonly trying: TryingNow; readonly pauseMs: number },
): Promise<never> {
  const { tries } = trying.effect
  const row = rowOf(place, trying)
  const code = tries.at(-1)?.came === 'error' ? 'tool-error' : 'tool-silent'
  const { runId } = turn.hold
  const { planId, index } = row
  const isToldNow = countAttempts(tries, {}) === TOLD_AT_TRY
  await appendToThread(services.database, turn, (tx) =>
    Promise.all([
      recordAttempts(tx, row, turn.hold),
      backOffRun(tx, turn.hold, { pauseMs: ms, rest: { code, planId, index } }),
      isToldNow &&
        appendThreadEvents(tx, services, turn.threadId, { type: 'effect-tried', runId, planId, index, code }),
    ]),
  )
  throw runBackedOff(ms)
}

function rowOf({ found, effect }: StepContext, { effect: { tries }, said }: TryingNow) {
  return { planId: found.plan.id, index: effect.index, tries, said }
}

interface TryingNow extends RetryState {
  /** The database's time, ISO 8601. */
  readonly now: string
  readonly declaration: ToolDeclaration
  /** The last error with which it was answered. */
  readonly said: SaidError | undefined
}

async function tryingOf(services: Services, turn: Turn, place: StepContext): Promise<TryingNow> {
  const { found, effect } = place
  const { live } = found.context
  const plan = await services.database.batch(turn.tenantId, (tx) => readPlan(tx, found.plan.id))
  // Its row says when it began and what was tried. What it is was verified before that.
  const row = [...(plan?.effects ?? []), ...(plan?.undoings ?? [])].find(({ index }) => index === effect.index)
  if (!plan || !row) throw new AppError('An effect that was begun is gone.', { code: 'effect-missing' })
  const declaration = declarationOf(live, effect.tool)
  const { mayCall } = callerOf(services, turn, place)
  const nowMs = Date.parse(plan.now)
  return {
    effect: row,
    declaration,
    callMs: timeoutMs(live, declaration),
    said: errorIn(row.outcome),
    now: plan.now,
    nowMs,
    untilMs: retryDeadlineMs(row, plan, services.config.KEEP_TRYING_MS),
    mayCall: await mayCall(effect.tool),
    mayLookUp:
      declaration.verify !== null &&
      canLookUp(definitionOf(live, declaration.verify.tool)) &&
      (await mayCall(declaration.verify.tool)),
  }
}

/** Who a call is made for, and whether an operator lets it go. */
export function callerOf(
  services: Services,
  { tenantId }: Turn,
  { found: { plan } }: Pick<StepContext, 'found'>,
): Pick<ToCall, 'mayCall' | 'requester'> {
  return { mayCall: callGate(services, { tenantId, agent: plan.agent }), requester: { tenantId, id: plan.requester } }
}
