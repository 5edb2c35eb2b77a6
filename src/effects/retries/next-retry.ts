import type { ToolDeclaration } from '#agents/contract.ts'
import type { EffectRecord, StepTry } from '#memory/plans/plan-record.ts'
import { backoffMs } from '#turn/lease/backoff.ts'
import { countAttempts, repeatedError } from './attempts.ts'

/** How a step that began and whose outcome was lost is retried next. */
export type NextRetry =
  | { readonly do: 'call' }
  | { readonly do: 'look-up' }
  | { readonly do: 'rest'; readonly pauseMs: number }
  | { readonly do: 'ask' }

export interface RetryState {
  readonly effect: Pick<EffectRecord, 'dispatchedAt' | 'triedAt' | 'tries'>
  readonly declaration: Pick<ToolDeclaration, 'idempotent' | 'idempotencyKey' | 'keyLivesMs' | 'verify'>
  /** How long one call may take. */
  readonly callMs: number
  /** The database's time, and until when it is tried, in ms since 1970. */
  readonly nowMs: number
  readonly untilMs: number
  /** Whether an operator lets its tool, and the one that looks it up, be called now. */
  readonly mayCall: boolean
  readonly mayLookUp: boolean
}

/** Calls in a row with an unknown outcome after which it is looked up; a call may hang that a look-up could answer for. */
const CALLS_BEFORE_LOOK = 3

/**
 * Decides the next retry by the attempts so far. The tool is called again where that does nothing twice: it is idempotent, or takes
 * our key and the key still lives, counted from the first call. After some calls without a word, where it may not be called
 * again, and where it was refused, it is looked up, once a call that is still on its way can't be missed. A person is asked
 * only where neither is possible or any use, or when the time is over.
 */
export function nextRetry(trying: RetryState): NextRetry {
  const { effect, nowMs, untilMs } = trying
  const canCall = trying.mayCall && mayCallAgain(trying)
  const canLookUp =
    trying.declaration.verify !== null && trying.mayLookUp && repeatedError(effect.tries, 'look-up') === null
  const isOver = nowMs >= untilMs && !mustBeTried(effect.tries, nowMs)
  if (isOver) return canLookUp && lookedUpSince(effect.tries) > 0 ? lookUp(trying) : { do: 'ask' }
  if (canLookUp && (!canCall || isTimeToLook(effect.tries))) return lookUp(trying)
  return canCall ? { do: 'call' } : { do: 'ask' }
}

/** What is tried once more, and no longer, may be turned away here first: by a breaker, which lets a call go after ten seconds. */
const LEFT_ALONE_MS = 20_000

// Who says "look again" is asked anew only once somebody looked. Tries are counted from then.
function mustBeTried(tries: readonly StepTry[], nowMs: number): boolean {
  const [first] = tries
  if (first === undefined) return true
  const isLeftAlone = tries.every(({ code }) => code === 'tool-resting')
  return isLeftAlone && nowMs - Date.parse(first.firstAt) < LEFT_ALONE_MS
}

/** Whether a look-up that finds nothing is the end of it: nothing is called any more, or calling was of no use once more. */
export function isAbsenceFinal(trying: RetryState): boolean {
  if (trying.nowMs >= trying.untilMs || !trying.mayCall || !mayCallAgain(trying)) return true
  return countAttempts(trying.effect.tries, { came: 'absent' }) > 0
}

function mayCallAgain({ effect, declaration, callMs, nowMs }: RetryState): boolean {
  if (repeatedError(effect.tries, 'call') !== null) return false
  if (declaration.idempotent) return true
  const { idempotencyKey, keyLivesMs } = declaration
  // The life of a key is counted from the first call, and the retry itself takes time too.
  const endsMs = nowMs - Date.parse(effect.dispatchedAt ?? '') + callMs
  return idempotencyKey !== null && keyLivesMs !== null && endsMs < keyLivesMs
}

function isTimeToLook(tries: readonly StepTry[]): boolean {
  const since = lookedUpSince(tries)
  return since >= CALLS_BEFORE_LOOK || (since > 0 && tries.some(({ came }) => came === 'absent'))
}

/** Calls since the last look-up that may have done something. */
function lookedUpSince(tries: readonly StepTry[]): number {
  const last = tries.findLastIndex(({ did }) => did === 'look-up')
  const calls = tries.slice(last + 1).filter(({ came }) => came !== 'not-sent')
  return calls.reduce((sum, { times }) => sum + times, 0)
}

// A call that is still on its way would be missed by a look that comes too early.
function lookUp({ effect, declaration, callMs, nowMs }: RetryState): NextRetry {
  const lastCallMs = Date.parse(effect.triedAt ?? effect.dispatchedAt ?? '')
  const restMs = lastCallMs + callMs + (declaration.verify?.settlesMs ?? 0) - nowMs
  return restMs > 0 ? { do: 'rest', pauseMs: restMs } : { do: 'look-up' }
}

/** The backoff before the next attempt of a step, in ms. `random`: from 0 to 1. */
export function retryBackoffMs(tries: readonly StepTry[], random: number): number {
  const [first, last] = [tries[0]?.firstAt, tries.at(-1)?.lastAt]
  const forMs = first && last ? Date.parse(last) - Date.parse(first) : 0
  return backoffMs({ times: countAttempts(tries, {}), forMs }, random)
}
