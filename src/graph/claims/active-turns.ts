import { setTimeout as delay } from 'node:timers/promises'
import { SUSPECT_FROM, type ClaimedRunWithRows } from '#memory/runs/claim-runs.ts'
import type { ClaimedRun } from '#memory/runs/leases.ts'
import type { Excused } from '#planning/failures/after-failure.ts'
import type { Services } from '#turn/services.ts'
import type { AgentGraph } from '../agent.ts'
import { runTurn } from '../run-turn.ts'
import type { ClaimedRows } from './claimed-rows.ts'
import { withAbortDeadline } from './abort-deadline.ts'

export interface ActiveTurnsOptions {
  readonly stop: AbortSignal
  /** Tries a run in a process of its own; null where no other can open the database. */
  readonly ownProcess: ((run: ClaimedRun, signal: AbortSignal) => Promise<void>) | null
  /** Told when a run rests, and for how long. */
  readonly onRest: (pauseMs: number) => void
  /** Told when a turn has ended, paused or given its run back. */
  readonly onEnd: (run: { readonly wasSuspect: boolean }) => void
}

/** The active turns of a worker: side by side, and at most one suspect that may have ended a process before. */
export class ActiveTurns {
  readonly #services: Services
  readonly #graph: AgentGraph
  readonly #options: ActiveTurnsOptions
  readonly #turns = new Set<Promise<void>>()
  /** Those that may be what ends a process: one at a time. */
  readonly #suspects = new Set<string>()
  /** Aborts what a run waits for once it isn't this worker's any more. */
  readonly #held = new Map<string, AbortController>()
  readonly #excused: Excused = new Map()
  #isAlone = false

  constructor(services: Services, graph: AgentGraph, options: ActiveTurnsOptions) {
    this.#services = services
    this.#graph = graph
    this.#options = options
  }

  get count(): number {
    return this.#turns.size
  }

  get hasSuspect(): boolean {
    return this.#suspects.size > 0
  }

  /** Whether one is tried with nothing else at work. */
  get isAlone(): boolean {
    return this.#isAlone
  }

  begin({ rows, ...claimed }: ClaimedRunWithRows<ClaimedRows>, claimedAtMs: number): void {
    const { log } = this.#services.context
    const { stop, onRest, onEnd } = this.#options
    const { id: runId } = claimed
    const lost = new AbortController()
    this.#held.set(runId, lost)
    if (claimed.attempts > SUSPECT_FROM) this.#suspects.add(runId)
    const tryAlone = (run: ClaimedRun, here: () => Promise<void>) => this.#tryAlone(run, here)
    const ends = { stop, lost, excused: this.#excused, claimedAtMs, rows, onRest, tryAlone }
    const turning = runTurn(this.#services, this.#graph, claimed, ends).catch((error: unknown) =>
      log.error({ event: 'turn-failed', err: error }),
    )
    const turn = withAbortDeadline(turning, lost.signal, () => log.error({ event: 'turn-abandoned', runId }))
    this.#turns.add(turn)
    void turn.finally(() => {
      if (this.#held.get(runId) === lost) this.#held.delete(runId)
      this.#turns.delete(turn)
      onEnd({ wasSuspect: this.#suspects.delete(runId) })
    })
  }

  /** Aborts what a run waits for: it isn't this worker's any more. */
  abort(runId: string, reason: Error): void {
    this.#held.get(runId)?.abort(reason)
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#turns)
  }

  // Only what was taken up too often is tried alone: it is among the suspects.
  async #tryAlone(run: ClaimedRun, here: () => Promise<void>): Promise<boolean> {
    const { ownProcess, stop } = this.#options
    this.#services.context.log.warn({ event: 'run-tried-alone', runId: run.id, attempt: run.attempts })
    if (ownProcess) {
      await ownProcess(run, stop)
      return true
    }
    // In this process, then, with nothing else at work: what ends it ends nobody else.
    this.#isAlone = true
    try {
      while (this.#turns.size > 1) await delay(50, undefined, { signal: stop })
      await here()
    } finally {
      this.#isAlone = false
    }
    return false
  }
}
