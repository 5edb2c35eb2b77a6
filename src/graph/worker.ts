import { tendWaitingPlans } from './tend-plans.ts'
import { claimRuns, RUNS_CHANNEL, type ClaimedRun } from '#memory/runs.ts'
import { STOPS_CHANNEL } from '#memory/stop-run.ts'
import type { AgentGraph } from './agent.ts'
import type { ClaimHealth } from './claim-health.ts'
import { runStopped, runTurn, type Excused } from './run-turn.ts'
import type { Services } from './services.ts'
import { unlessAbandoned } from './unless-abandoned.ts'

/** How long until work that nobody was told about is found. */
const SWEEP_MS = 2_000

/**
 * Works on runs until disposed, which waits for those it has begun to end, pause or give back. From when `signal`
 * aborts it takes none and begins no further step: a process that stops may have other parts to close first.
 */
export async function startWorker(
  services: Services,
  graph: AgentGraph,
  { health, signal }: { readonly health: ClaimHealth; readonly signal: AbortSignal },
): Promise<AsyncDisposable> {
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const turns = new Set<Promise<void>>()
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
    if (stop.aborted) return
    const { RUNS_AT_ONCE, RUN_LEASE_MS: leaseMs } = services.config
    const atMost = RUNS_AT_ONCE - turns.size
    const claimedAtMs = performance.now()
    const claimed = atMost > 0 ? await claimRuns(services.database, { leaseMs, atMost }) : []
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
    const turning = runTurn(services, graph, claimed, { stop, lost, excused, claimedAtMs }).catch(logged('turn-failed'))
    const turn = unlessAbandoned(turning, lost.signal, () =>
      services.context.log.error({ event: 'turn-abandoned', runId: claimed.id }),
    )
    turns.add(turn)
    void turn.finally(() => {
      if (held.get(claimed.id) === lost) held.delete(claimed.id)
      turns.delete(turn)
      if (leftSomething) look()
    })
  }

  function logged(event: string): (error: unknown) => void {
    return (error) => services.context.log.error({ event, err: error })
  }
}
