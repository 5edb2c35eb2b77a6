import { setTimeout as delay } from 'node:timers/promises'
import type { Scope } from '../../helpers/database.ts'
import { startWorkerProcess, type TestWorker, type WorkerProcessOptions } from '../../helpers/parley-process.ts'
import { startPostgresProxy, type ProxiedBatch, type StatementAction } from '../../helpers/postgres-proxy.ts'
import type { ProxiedRequest, ProxyAction } from '../../helpers/tool-proxy.ts'
import type { Moment } from './moments.ts'
import type { SeenCall, SeenStatement, Watch } from './watch.ts'

export interface VictimOptions extends WorkerProcessOptions {
  readonly watch: Watch
}

/** A place for one worker after the other, with a proxy of its own to the database. */
export interface Victim {
  /** Starts a worker that takes no work yet. */
  start(): Promise<void>
  /** Lets it work, and kills it at a moment. False where the moment didn't come in time: then it is killed all the same. */
  work(moment: Moment): Promise<boolean>
  /** Lets it work for good. */
  live(): void
  /** What becomes of a call to the bank while this one works. */
  onCall(request: ProxiedRequest): ProxyAction
  /** How often its worker has ended by itself. */
  exits(): number
}

/** Longer than a lease and what a recovery waits for, so that work of the dead comes to this one too. */
const PATIENCE_MS = 20_000

export async function openVictim(scope: Scope, options: VictimOptions): Promise<Victim> {
  const { place, watch } = options
  let life = newLife()
  const database = await startPostgresProxy(scope, place.url?.reveal() ?? '', (batch) => life.onStatements(batch))
  const processOptions = { ...options, environment: { ...options.environment, DATABASE_URL: database.url } }
  let worker: TestWorker | null = null
  return {
    async start() {
      life = newLife()
      if (worker) await worker.start()
      else worker = await startWorkerProcess(processOptions)
    },
    async work(moment) {
      life.arm(moment)
      const isHit = await Promise.race([life.dead, delay(PATIENCE_MS, false, { ref: false })])
      if (!isHit) await life.die(false)
      await life.dead
      return isHit
    },
    live: () => life.arm(null),
    onCall: (request) => life.onCall(request),
    exits: () => worker?.exits() ?? 0,
  }

  function newLife(): Life {
    return new Life(watch, () => worker?.kill() ?? Promise.resolve())
  }
}

// The claim: whoever doesn't get through with it has no work.
const CLAIM = /update runs set state = 'running', lease_until/

/** One worker's life, as its proxies see it. */
class Life {
  readonly #watch: Watch
  readonly #kill: () => Promise<void>
  readonly #mayWork = Promise.withResolvers<void>()
  readonly #dead = Promise.withResolvers<boolean>()
  #moment: Moment | null = null
  #isDying = false

  constructor(watch: Watch, kill: () => Promise<void>) {
    this.#watch = watch
    this.#kill = kill
  }

  /** True where it died at its moment. */
  get dead(): Promise<boolean> {
    return this.#dead.promise
  }

  arm(moment: Moment | null): void {
    this.#moment = moment
    this.#mayWork.resolve()
  }

  async die(isHit: boolean): Promise<void> {
    if (this.#isDying) return
    this.#isDying = true
    await this.#kill()
    this.#dead.resolve(isHit)
  }

  onStatements({ statements, commits }: ProxiedBatch): StatementAction {
    if (statements.some(({ sql }) => CLAIM.test(sql))) return { until: this.#mayWork.promise }
    const seen = this.#watch.statements(statements)
    const kept = this.#watch.statements(commits)
    if (seen.length > 0) this.#startClock()
    const moment = this.#moment
    if (moment?.at !== 'statement') return 'pass'
    if (moment.when === 'before') return seen.some((one) => isSame(one, moment)) ? { until: this.#dieFirst() } : 'pass'
    return kept.some((one) => isSame(one, moment)) ? { answered: () => this.#dieNow() } : 'pass'
  }

  onCall(request: ProxiedRequest): ProxyAction {
    const seen = this.#watch.call(request)
    const moment = this.#moment
    if (moment?.at !== 'call' || seen === null || !isSame(seen, moment)) return 'pass'
    if (moment.when === 'arrives') return { until: this.#dieFirst() }
    if (moment.when === 'done') return { answered: () => this.#dieNow() }
    return {
      rewrite: (answer) => {
        setImmediate(() => this.#dieNow())
        return answer
      },
    }
  }

  #startClock(): void {
    if (this.#moment?.at !== 'random') return
    setTimeout(() => this.#dieNow(), this.#moment.afterMs)
  }

  #dieNow(): void {
    void this.die(true)
  }

  /** Dies before something is handed on, which it then never is. */
  async #dieFirst(): Promise<never> {
    await this.die(true)
    throw new Error('its sender is dead')
  }
}

function isSame(seen: SeenStatement | SeenCall, moment: { readonly does: string; readonly kind: string }): boolean {
  return seen.does === moment.does && seen.kind === moment.kind
}
