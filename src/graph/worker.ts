import { setTimeout as delay } from 'node:timers/promises'
import { tendWaitingPlans } from './tend-plans.ts'
import { wakeRested } from '#memory/resting-runs.ts'
import { claimRuns, SUSPECT_FROM, type ClaimedRun } from '#memory/leases.ts'
import { RUNS_CHANNEL } from '#memory/leases.ts'
import { STOPS_CHANNEL } from '#memory/stop-run.ts'
import type { Excused } from '#plan/make/after-failure.ts'
import type { AgentGraph } from './agent.ts'
import type { ClaimHealth } from '#turn/claim-health.ts'
import { runStopped, runTurn } from './run-turn.ts'
import type { Services } from '#turn/services.ts'
import { unlessAbandoned } from './unless-abandoned.ts'

/** How long until work that nobody was told about is found. */
const SWEEP_MS = 2_000

export interface WorkerOptions {
  readonly health: ClaimHealth
  readonly signal: AbortSignal
  /** Tries a run in a process of its own, and resolves when that has ended; null where no other can open the database. */
  readonly ownProcess: ((run: ClaimedRun, signal: AbortSignal) => Promise<void>) | null
}

/**
 * Works on runs until disposed, which waits for those it has begun to end, pause or give back. From when `signal`
 * aborts it takes none and begins no further step: a process that stops may have other parts to close first.
 */
export async function startWorker(
  services: Services,
  graph: AgentGraph,
  { health, signal, ownProcess }: WorkerOptions,
): Promise<AsyncDisposable> {
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const turns = new Set<Promise<void>>()
  /** Those that may be what ends a process: one at a time. */
  const suspects = new Set<string>()
  let isAlone = false
  /** Aborts what a run waits for once it isn't this worker's any more. */
  const held = new Map<string, AbortController>()
  const excused: Excused = new Map()
  let looking: Promise<void> = Promise.resolve()
  let lookAgain = false
  // Somebody called while every run was taken or its thread busy: the end of a turn may be what they waited for.
  let leftSomething = false

  const listener = await services.database.listen(RUNS_CHANNEL, look)
  // One that isn't heard is found out at the run's next write, or when its lease is to be renewed.
  const stops = await services.database.listen(STOPS_CHANNEL, (runId) => held.get(runId)?.abort(runStopped(runId)))
  const sweep = setInterval(() => {
    wake()
    if (!stop.aborted && health.swept()) startAnew()
    look()
    void tendWaitingPlans(services).catch(logged('sweep-failed'))
  }, SWEEP_MS)
  look()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(sweep)
      disposed.abort()
      await listener[Symbol.asyncDispose]()
      await looking
      await Promise.allSettled(turns)
      await stops[Symbol.asyncDispose]()
    },
  }

  // One search at a time: a wake-up during one means one more after it.
  function look(): void {
    if (lookAgain) return
    lookAgain = true
    looking = looking
      .then(() => {
        lookAgain = false
        return takeWork()
      })
      .catch(logged('claim-failed'))
  }

  async function takeWork(): Promise<void> {
    if (stop.aborted || isAlone) return
    const { RUNS_AT_ONCE, RUN_LEASE_MS: leaseMs } = services.config
    const atMost = RUNS_AT_ONCE - turns.size
    const claimedAtMs = performance.now()
    const claimed =
      atMost > 0 ? await claimRuns(services.database, { leaseMs, atMost, withSuspect: suspects.size === 0 }) : []
    health.looked()
    leftSomething = claimed.length === 0 || claimed.length === atMost
    for (const run of claimed) work(run, claimedAtMs)
  }

  function startAnew(): void {
    services.context.log.error({ event: 'worker-cannot-claim', detail: health.state().detail })
    services.database.renew()
  }

  function work(claimed: ClaimedRun, claimedAtMs: number): void {
    const lost = new AbortController()
    held.set(claimed.id, lost)
    if (claimed.attempts > SUSPECT_FROM) suspects.add(claimed.id)
    const ends = {
      stop,
      lost,
      excused,
      claimedAtMs,
      onRest,
      tryAlone: (run: ClaimedRun, here: () => Promise<void>) => tryAlone(run, here, stop),
    }
    const turning = runTurn(services, graph, claimed, ends).catch(logged('turn-failed'))
    const turn = unlessAbandoned(turning, lost.signal, () =>
      services.context.log.error({ event: 'turn-abandoned', runId: claimed.id }),
    )
    turns.add(turn)
    void turn.finally(() => {
      // The next one may have waited for this.
      if (suspects.delete(claimed.id)) leftSomething = true
      if (held.get(claimed.id) === lost) held.delete(claimed.id)
      turns.delete(turn)
      if (leftSomething) look()
    })
  }

  async function tryAlone(run: ClaimedRun, here: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    services.context.log.warn({ event: 'run-tried-alone', runId: run.id, attempt: run.attempts })
    if (ownProcess) {
      await ownProcess(run, signal)
      return true
    }
    // In this process, then, with nothing else at work: what ends it ends nobody else.
    isAlone = true
    try {
      while (turns.size > 1) await delay(50, undefined, { signal })
      await here()
    } finally {
      isAlone = false
      leftSomething = true
    }
    return false
  }

  // A sweep comes late for a short rest.
  function onRest(pauseMs: number): void {
    if (pauseMs < SWEEP_MS) setTimeout(wake, pauseMs).unref()
  }

  function wake(): void {
    if (stop.aborted) return
    wakeRested(services.database)
      .then((woken) => woken > 0 && look())
      .catch(logged('wake-failed'))
  }

  function logged(event: string): (error: unknown) => void {
    return (error) => services.context.log.error({ event, err: error })
  }
}
