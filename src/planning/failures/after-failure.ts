import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '#core/errors.ts'
import { countError } from '#memory/runs/run-attempts.ts'
import type { ClaimedRun } from '#memory/runs/leases.ts'
import { giveBackRun } from '#memory/runs/runs.ts'
import { isOutage, restForOutage } from '#turn/definitions/outages.ts'
import type { Services } from '#turn/services.ts'
import { deadLetterRun } from '#turn/lease/dead-letter.ts'
import type { Turn } from '#turn/turn.ts'

/** Errors of ours in a row after which a run is set aside. */
const MOST_ERRORS = 3

/** How long a run rests after trouble of the database that passes, in ms; half of it at least. */
const TROUBLED_REST_MS = 1_000

/** How long a run rests after its first error of ours, in ms; ten times as long after the second. */
const ERROR_REST_MS = 500

/** The database's own trouble, which says nothing of the run. */
const OF_DATABASE: ReadonlySet<string> = new Set([
  'database-unavailable',
  'database-busy',
  'database-contention',
  'database-timeout',
  'not-as-supposed',
])

/** By run, how many of its attempts aren't counted. Kept in the worker, since what fails is its database. */
export type Excused = Map<string, number>

type FailedTurn = Pick<Turn, 'tenantId' | 'threadId' | 'hold' | 'signal' | 'held'>

/**
 * What becomes of a run whose attempt was thrown out of; for how long it rests, in ms, where it does. What isn't its own fault
 * isn't counted: its worker was told to stop, the database was away, or the sandbox. An error of ours is, and the run is given
 * back for an attempt after a pause; the last of them sets it aside.
 */
export async function afterFailure(
  services: Services,
  claimed: ClaimedRun,
  { turn, excused }: { readonly turn: FailedTurn; readonly excused: Excused },
  error: unknown,
): Promise<number | null> {
  const { log } = services.context
  if (isStopped(turn)) return null
  const code = error instanceof AppError ? error.code : 'unexpected'
  const { id: runId, fence } = claimed
  if (code === 'lease-lost') {
    log.warn({ event: 'lease-lost', runId, fence })
    return null
  }
  const failed = { event: 'turn-failed', runId, attempt: claimed.attempts, code, err: error }
  if (!turn.signal.aborted && isOutage(code)) {
    log.warn(failed)
    return rest(services, turn, { code, excused })
  }
  const isOfDatabase = OF_DATABASE.has(code)
  // That passes by itself: nobody has to act on it.
  if (!turn.signal.aborted) log[isOfDatabase ? 'warn' : 'error'](failed)
  const isOurs = !turn.signal.aborted && !isOfDatabase
  if (isOurs) await written(services, turn, () => count(services, turn))
  else await giveBack(services, turn, excused)
  return null
}

/** Null where the rest couldn't be written: then the run's lease ends by itself. */
async function rest(
  services: Services,
  turn: FailedTurn,
  { code, excused }: { readonly code: string; readonly excused: Excused },
): Promise<number | null> {
  let pauseMs: number | null = null
  await uncounted(services, turn, excused, async () => {
    pauseMs = await services.database.tenant(turn.tenantId, (tx) => restForOutage(services, tx, turn, code))
  })
  return pauseMs
}

async function giveBack(services: Services, turn: FailedTurn, excused: Excused): Promise<void> {
  const restMs = turn.signal.aborted ? 0 : TROUBLED_REST_MS * (0.5 + Math.random() / 2)
  const back = { countAttempt: false, restMs, excused: excused.get(turn.hold.runId) ?? 0 }
  await uncounted(services, turn, excused, () =>
    services.database.tenant(turn.tenantId, (tx) => giveBackRun(tx, turn.hold, back)),
  )
}

/** Where it can't be written that an attempt isn't counted, this worker remembers it. */
async function uncounted(
  services: Services,
  turn: FailedTurn,
  excused: Excused,
  work: () => Promise<void>,
): Promise<void> {
  const { runId } = turn.hold
  if (await written(services, turn, work)) excused.delete(runId)
  else excused.set(runId, (excused.get(runId) ?? 0) + 1)
}

async function count(services: Services, turn: FailedTurn): Promise<void> {
  await services.database.tenant(turn.tenantId, async (tx) => {
    const errors = await countError(tx, turn.hold)
    if (errors >= MOST_ERRORS) await deadLetterRun(services, tx, turn, 'run-errors')
    else await giveBackRun(tx, turn.hold, { countAttempt: true, restMs: ERROR_REST_MS * 10 ** (errors - 1) })
  })
}

/**
 * Writes it down, also where the database is away for a moment; where it stays away, the lease ends by itself. False where
 * nobody could write it.
 */
async function written(services: Services, { hold, signal }: FailedTurn, work: () => Promise<void>): Promise<boolean> {
  const endsAt = performance.now() + services.config.RUN_LEASE_MS
  for (;;) {
    try {
      await work()
      return true
    } catch (error) {
      const isLost = error instanceof AppError && error.code === 'lease-lost'
      if (isLost || signal.aborted || performance.now() > endsAt) {
        services.context.log.warn({ event: 'run-not-given-back', runId: hold.runId, err: error })
        return isLost
      }
      await delay(500)
    }
  }
}

function isStopped({ held }: Pick<Turn, 'held'>): boolean {
  return held.aborted && held.reason instanceof AppError && held.reason.code === 'run-stopped'
}
