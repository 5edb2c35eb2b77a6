import { expireWaitingPlans } from './expire-waiting-plans.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import { isWokenRun, RUNS_CHANNEL, type ClaimedRun, type WokenRun } from '#memory/runs/leases.ts'
import { queueBackedOffRuns } from '#memory/runs/run-backoff.ts'
import { STOPS_CHANNEL } from '#memory/runs/stop-run.ts'
import { logFailure } from '#core/log.ts'
import type { AgentGraph } from './agent.ts'
import type { ClaimHealth } from '#turn/lease/claim-health.ts'
import type { Tx } from '#memory/database/database.ts'
import { readClaimedRows } from './claims/claimed-rows.ts'
import { runStopped } from './run-turn.ts'
import type { Services } from '#turn/services.ts'
import { ActiveTurns } from './claims/active-turns.ts'

/** The polling interval that finds work without a notification. */
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
  const { context, database } = services
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const turns = new ActiveTurns(services, graph, { stop, ownProcess, onRest, onEnd: (run) => search.turnEnded(run) })
  const search = searchForWork(services, turns, { health, stop })

  const listener = await database.listen(RUNS_CHANNEL, (_, here) => search.begin(isWokenRun(here) ? here : null))
  // One that isn't heard is found out at the run's next write, or when its lease is to be renewed.
  const stops = await database.listen(STOPS_CHANNEL, (runId) => turns.abort(runId, runStopped(runId)))
  const sweep = setInterval(() => {
    wake()
    if (!stop.aborted && health.swept()) startAnew()
    search.begin()
    void expireWaitingPlans(services).catch(logged(services, 'sweep-failed'))
  }, SWEEP_MS)
  search.begin()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(sweep)
      disposed.abort()
      await listener[Symbol.asyncDispose]()
      await search.settled()
      await turns.settled()
      await stops[Symbol.asyncDispose]()
    },
  }

  function startAnew(): void {
    context.log.error({ event: 'worker-cannot-claim', detail: health.state().detail })
    database.renew()
  }

  // A sweep comes late for a short rest.
  function onRest(pauseMs: number): void {
    if (pauseMs < SWEEP_MS) setTimeout(wake, pauseMs).unref()
  }

  function wake(): void {
    if (stop.aborted) return
    queueBackedOffRuns(database)
      .then((woken) => woken > 0 && search.begin())
      .catch(logged(services, 'wake-failed'))
  }
}

interface WorkSearch {
  /** One search at a time: a wake-up during one means one more after it. */
  begin(likely?: WokenRun | null): void
  turnEnded(run: { readonly wasSuspect: boolean }): void
  settled(): Promise<void>
}

function searchForWork(
  services: Services,
  turns: ActiveTurns,
  { health, stop }: { readonly health: ClaimHealth; readonly stop: AbortSignal },
): WorkSearch {
  const { RUNS_AT_ONCE, RUN_LEASE_MS: leaseMs } = services.config
  let searching: Promise<void> = Promise.resolve()
  let searchAgain = false
  let likely: WokenRun | null = null
  // Somebody called while every run was taken or its thread busy: the end of a turn may be what they waited for.
  let leftSomething = false
  return {
    begin,
    turnEnded({ wasSuspect }) {
      // The next one may have waited for this.
      if (wasSuspect) leftSomething = true
      if (leftSomething) begin()
    },
    settled: () => searching,
  }

  function begin(told: WokenRun | null = null): void {
    likely ??= told
    if (searchAgain) return
    searchAgain = true
    searching = searching
      .then(() => {
        const told = likely
        searchAgain = false
        likely = null
        return takeWork(told)
      })
      .catch(logged(services, 'claim-failed'))
  }

  async function takeWork(told: WokenRun | null): Promise<void> {
    if (stop.aborted || turns.isAlone) return
    const atMost = RUNS_AT_ONCE - turns.count
    const claimedAtMs = performance.now()
    const likely = told && { run: told, read: (tx: Tx) => readClaimedRows(services, tx, told) }
    const taken =
      atMost > 0 ? await claimRuns(services.database, { leaseMs, atMost, withSuspect: !turns.hasSuspect, likely }) : []
    health.looked()
    leftSomething = taken.length === 0 || taken.length === atMost
    for (const each of taken) turns.begin(each, claimedAtMs)
  }
}

function logged({ context }: Services, event: string): (error: unknown) => void {
  return (error) => logFailure(context.log, error, { event })
}
