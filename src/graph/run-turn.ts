import { Command } from '@langchain/langgraph'
import { AppError } from '#core/errors.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { waitsAtInterrupt } from '#memory/runs/checkpoints.ts'
import { showCards } from '#memory/threads/messages.ts'
import { resetAttempts, hasMadeProgress } from '#memory/runs/run-attempts.ts'
import type { ClaimedRun } from '#memory/runs/leases.ts'
import { pauseRun, type RunStart } from '#memory/runs/runs.ts'
import { withSpan } from '#core/telemetry.ts'
import { afterFailure, type Excused } from '#planning/failures/after-failure.ts'
import type { AgentGraph } from './agent.ts'
import { holdLease } from '#turn/lease/hold-lease.ts'
import { backoffOf } from '#turn/lease/run-backed-off.ts'
import type { Services } from '#turn/services.ts'
import { deadLetterRun } from '#turn/lease/dead-letter.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import { turnConfig, turnOver, type Turn } from '#turn/turn.ts'
import type { PlanAhead } from '#turn/plan-context.ts'
import { readClaimedRows, type ClaimedRows } from './claims/claimed-rows.ts'
import { TurnProgress } from '#turn/feed/turn-progress.ts'

/** Attempts at one run beside others of which nothing comes, counted before each begins. The next is by itself. */
const MAX_ATTEMPTS = 3

/** How often a worker says for a run that another process has that it isn't forgotten, in ms. */
const SIGN_MS = 10_000

/** The ways in which a turn is ended early. */
export interface TurnEnds {
  /** The process stops. */
  readonly stop: AbortSignal
  /** The run isn't this worker's any more: another took it over, or its requester stopped it. */
  readonly lost: AbortController
  /** Told when it rests, and for how long in ms. */
  readonly onRest: (pauseMs: number) => void
  /**
   * Tries a run by itself that may have ended the processes which worked on it: `here`, or in a process of its own, of which
   * it tells once that is over. True where it was there.
   */
  readonly tryAlone: (claimed: ClaimedRun, here: () => Promise<void>) => Promise<boolean>
  /** Attempts before this one that were no fault of the run's, and that couldn't be written down as such. */
  readonly excused: Excused
  /** Before its claim was sent, by the process's monotonic clock. */
  readonly claimedAtMs: number
  /** What was read of it with its claim. */
  readonly rows: ClaimedRows | null
}

/** Why a turn ends whose requester stopped it: its run has ended, and nothing is left to do. */
export function runStopped(runId: string): AppError {
  return new AppError('The person who asked for this stopped it.', { code: 'run-stopped', details: { runId } })
}

/**
 * Works on a claimed run until it ends or pauses, holding its lease. Whatever goes wrong, the run is ended, paused or
 * given back; a worker that lost its lease writes nothing more.
 */
export async function runTurn(
  services: Services,
  graph: AgentGraph,
  claimed: ClaimedRun,
  { stop, lost, excused, claimedAtMs, rows, onRest, tryAlone }: TurnEnds,
): Promise<void> {
  const hold = { runId: claimed.id, fence: claimed.fence }
  const signal = AbortSignal.any([stop, lost.signal])
  const { tenantId, threadId } = claimed
  using lease = holdLease(services, { claimed, claimedAtMs, lost })
  using progress = new TurnProgress(services, { tenantId, threadId, runId: claimed.id }, () => lease.sign())
  const place = { tenantId, threadId, hold, signal, held: lost.signal, progress, lease }
  const attributes = { 'parley.run.id': claimed.id, 'parley.attempt': claimed.attempts }
  try {
    const readNow = () =>
      services.database.batch(tenantId, (tx) => readClaimedRows(services, tx, { runId: claimed.id, plan: null }))
    const { start, turn: row, checkpoint, plan } = rows ?? (await readNow())
    const answerId = start.answerId ?? services.context.newId()
    const excusedBefore = excused.get(claimed.id) ?? 0
    const attempt = {
      claimed,
      excused: excusedBefore,
      turn: turnOver({ ...place, row, answerId }),
      start,
      checkpoint,
      plan,
    }
    await withSpan('turn', attributes, () => attemptTurn(services, graph, attempt, tryAlone), {
      parent: start.traceparent,
    })
    excused.delete(claimed.id)
  } catch (error) {
    const pauseMs = backoffOf(error) ?? (await afterFailure(services, claimed, { turn: place, excused }, error))
    if (pauseMs !== null) onRest(pauseMs)
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
  readonly plan: PlanAhead | null
}

async function attemptTurn(
  services: Services,
  graph: AgentGraph,
  attempt: Attempt,
  tryAlone: TurnEnds['tryAlone'],
): Promise<void> {
  const { claimed, turn } = attempt
  const here = () => invokeGraph(services, graph, attempt)
  const attempts = await attemptsSoFar(services, attempt)
  if (attempts <= MAX_ATTEMPTS) return here()
  const wasElsewhere = attempts === MAX_ATTEMPTS + 1 ? await signing(turn, () => tryAlone(claimed, here)) : true
  if (!wasElsewhere) return
  // Still this worker's: whatever worked on it didn't get as far as to end it, or to let it wait.
  await services.database.tenant(turn.tenantId, (tx) => deadLetterRun(services, tx, turn, 'run-kills'))
}

// Another process watches over its own silence.
async function signing<T>({ lease }: Turn, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => lease.sign(), SIGN_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Attempts in a row of which nothing came, with this one. Throws `lease-lost`. */
async function attemptsSoFar(services: Services, { claimed, excused, turn, start }: Attempt): Promise<number> {
  const { claimedBefore, id } = claimed
  const attempts = claimed.attempts - excused
  if (claimedBefore === null || (attempts === 1 && start.errors === 0)) return attempts
  return services.database.tenant(turn.tenantId, async (tx) => {
    if (!(await hasMadeProgress(tx, id, claimedBefore))) return attempts
    await resetAttempts(tx, turn.hold)
    return 1
  })
}

async function invokeGraph(
  services: Services,
  graph: AgentGraph,
  { turn, start: { isUndecided }, checkpoint, plan }: Attempt,
): Promise<void> {
  const config = turnConfig(turn, checkpoint)
  // A run that never paused has no checkpoint, and begins from its rows.
  if (checkpoint === null) return goOn(await graph.invoke({ runId: turn.hold.runId }, config))
  if (waitsAtInterrupt(checkpoint)) {
    // Somebody woke the run for nothing: it waits on.
    if (isUndecided) return pause(services, turn, (await graph.getState(config)).values)
    // Of a run that begins from its rows again, nodes before the one that asks for it might have changed it.
    turn.planAhead = plan
    // What it waited for is in its rows, whatever it is resumed with.
    return goOn(await graph.invoke(new Command({ resume: true }), config))
  }
  const { next } = await graph.getState(config)
  return goOn(await graph.invoke(next.length > 0 ? null : { runId: turn.hold.runId }, config))

  async function goOn(result: object): Promise<void> {
    if ('__interrupt__' in result) await pause(services, turn, result)
  }
}

async function pause(services: Services, turn: Turn, result: object): Promise<void> {
  const planId = 'planId' in result && typeof result.planId === 'string' ? result.planId : ''
  await appendToThread(services.database, turn, (tx) =>
    Promise.all([
      // Before the pause, which ends this worker's hold. A run that is given back instead begins from its rows again.
      ...turn.checkpointSaves.map((save) => save(tx)),
      showCards(tx, { id: turn.answerId, threadId: turn.threadId }, turn.hold),
      pauseRun(tx, turn.hold),
      appendThreadEvents(tx, services, turn.threadId, { type: 'run-waiting', runId: turn.hold.runId, planId }),
    ]),
  )
}
