import { Command } from '@langchain/langgraph'
import { AppError } from '#errors.ts'
import { changeThread } from '#memory/change-thread.ts'
import { selectCheckpoint } from '#memory/checkpoints.ts'
import { selectTurn } from '#memory/turns.ts'
import { giveBackRun, pauseRun, readRunStart, type ClaimedRun, type RunStart } from '#memory/runs.ts'
import { withSpan } from '#telemetry.ts'
import type { AgentGraph } from './agent.ts'
import { endFailedRun } from './end-failed-run.ts'
import { holdLease } from './hold-lease.ts'
import type { Services } from './services.ts'
import { tell } from './tell.ts'
import { turnConfig, type Turn } from './turn.ts'
import { TurnProgress } from './turn-progress.ts'

/** Attempts at one run, counted before each begins. */
export const MAX_ATTEMPTS = 3

/** By run, how many of its attempts count against nobody. Kept by a worker, since what fails is its database. */
export type Excused = Map<string, number>

/** What ends a turn before its time. */
export interface TurnEnds {
  /** The process stops. */
  readonly stop: AbortSignal
  /** The run isn't this worker's any more: another took it over, or its requester stopped it. */
  readonly lost: AbortController
  /** Attempts before this one that were no fault of the run's, and that couldn't be written down as such. */
  readonly excused: Excused
  /** Before its claim was sent, by the process's monotonic clock. */
  readonly claimedAtMs: number
}

/** Why a turn ends whose requester stopped it: its run has ended, and nothing is left to do. */
export function runStopped(runId: string): AppError {
  return new AppError('Whoever asked for this stopped it.', { code: 'run-stopped', details: { runId } })
}

/**
 * Works on a claimed run until it ends or pauses, holding its lease. Whatever goes wrong, the run is ended, paused or
 * given back; a worker that lost its lease writes nothing more.
 */
export async function runTurn(
  services: Services,
  graph: AgentGraph,
  claimed: ClaimedRun,
  { stop, lost, excused, claimedAtMs }: TurnEnds,
): Promise<void> {
  const hold = { runId: claimed.id, fence: claimed.fence }
  const signal = AbortSignal.any([stop, lost.signal])
  const { tenantId, threadId } = claimed
  using lease = holdLease(services, { claimed, hold, claimedAtMs, lost })
  using progress = new TurnProgress(services, { tenantId, threadId, runId: claimed.id }, () => lease.sign())
  const place = { tenantId, threadId, hold, signal, held: lost.signal, progress, lease }
  const attributes = { 'parley.run.id': claimed.id, 'parley.attempt': claimed.attempts }
  try {
    const [start, row, checkpoint] = await services.database.atOnce(tenantId, (tx) =>
      Promise.all([readRunStart(tx, claimed.id), selectTurn(tx, claimed.id), selectCheckpoint(tx, claimed.id)]),
    )
    const attempt = { claimed, excused: excused.get(claimed.id) ?? 0, turn: { ...place, row }, start, checkpoint }
    await withSpan('turn', attributes, () => attemptTurn(services, graph, attempt), { parent: start.traceparent })
    excused.delete(claimed.id)
  } catch (error) {
    await afterFailure(services, claimed, { turn: place, excused }, error)
  }
}

interface Attempt {
  readonly claimed: ClaimedRun
  /** Of its attempts, those that count against nobody. */
  readonly excused: number
  readonly turn: Turn
  readonly start: RunStart
  /** LangGraph's state of the run's last pause, as stored; null where it never paused. */
  readonly checkpoint: unknown
}

async function attemptTurn(services: Services, graph: AgentGraph, attempt: Attempt): Promise<void> {
  if (attempt.claimed.attempts - attempt.excused > MAX_ATTEMPTS) await endFailedRun(services, attempt.turn)
  else await invokeGraph(services, graph, attempt)
}

async function invokeGraph(
  services: Services,
  graph: AgentGraph,
  { turn, start: { isUndecided }, checkpoint }: Attempt,
): Promise<void> {
  const config = turnConfig(turn, checkpoint)
  // A run that never paused has no checkpoint, and begins from its rows.
  if (checkpoint === null) return goOn(await graph.invoke({ runId: turn.hold.runId }, config))
  const state = await graph.getState(config)
  const pending = state.tasks.flatMap((task) => task.interrupts)[0]
  // A worker died between the pause's checkpoint and its row, or somebody woke the run for nothing: it waits on.
  if (pending?.id && isUndecided) return pause(services, turn, state.values)
  return goOn(await start())

  async function goOn(result: object): Promise<void> {
    if ('__interrupt__' in result) await pause(services, turn, result)
  }

  function start() {
    if (pending?.id) return graph.invoke(new Command({ resume: { [pending.id]: null } }), config)
    return graph.invoke(state.next.length > 0 ? null : { runId: turn.hold.runId }, config)
  }
}

async function pause(services: Services, turn: Turn, result: object): Promise<void> {
  const planId = 'planId' in result && typeof result.planId === 'string' ? result.planId : ''
  await changeThread(services.database, turn, (tx) =>
    Promise.all([
      pauseRun(tx, turn.hold),
      tell(tx, services, turn.threadId, { type: 'run-waiting', runId: turn.hold.runId, planId }),
    ]),
  )
}

async function afterFailure(
  services: Services,
  claimed: ClaimedRun,
  { turn, excused }: { readonly turn: Pick<Turn, 'tenantId' | 'hold' | 'signal' | 'held'>; readonly excused: Excused },
  error: unknown,
): Promise<void> {
  const { log } = services.context
  if (isStopped(turn)) return
  const code = error instanceof AppError ? error.code : 'unexpected'
  if (code === 'lease-lost') {
    log.warn({ event: 'lease-lost', runId: claimed.id, fence: claimed.fence })
    return
  }
  const isAborted = turn.signal.aborted
  if (!isAborted && !PEER_CODES.has(code)) {
    // Its lease ends by itself, which is also how long the next attempt waits.
    log.error({ event: 'turn-failed', runId: claimed.id, attempt: claimed.attempts, code, err: error })
    return
  }
  if (!isAborted) log.warn({ event: 'turn-rests', runId: claimed.id, code, err: error })
  const restMs = isAborted ? 0 : restAfterMs(code)
  try {
    const before = excused.get(claimed.id) ?? 0
    await services.database.tenant(turn.tenantId, (tx) =>
      giveBackRun(tx, turn.hold, { countAttempt: false, restMs, excused: before }),
    )
    excused.delete(claimed.id)
  } catch (giveBackError) {
    const isOthers = giveBackError instanceof AppError && giveBackError.code === 'lease-lost'
    if (!isOthers) excused.set(claimed.id, (excused.get(claimed.id) ?? 0) + 1)
    log.warn({ event: 'run-not-given-back', runId: claimed.id, err: giveBackError })
  }
}

/** What the database couldn't do. A run has no part in it: it goes on where its rows say, and no attempt is counted. */
const PEER_CODES: ReadonlySet<string> = new Set([
  'database-unavailable',
  'database-busy',
  'database-timeout',
  'database-contention',
  'database-full',
])

/** How long a run rests before it is tried again. Space is made by people. */
function restAfterMs(code: string): number {
  const atMostMs = code === 'database-full' ? 10_000 : 1_000
  return atMostMs * (0.5 + Math.random() / 2)
}

function isStopped({ held }: Pick<Turn, 'held'>): boolean {
  return held.aborted && held.reason instanceof AppError && held.reason.code === 'run-stopped'
}
