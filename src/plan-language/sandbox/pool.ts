import { AppError } from '#core/errors.ts'
import type { Logger } from '#core/log.ts'
import type { ChildSource } from './child-line.ts'
import { SandboxChild } from './child-process.ts'

/** A child is replaced after so many plans: whatever one of them could have left behind goes with it. */
const CHILD_PLANS = 200
/** Well under the limit that the kernel holds it to (isolation.ts), so that no plan dies of its predecessors. */
const CHILD_CPU_MS = 60_000
const RETRY_MS = 500

interface Waiting {
  readonly give: (child: SandboxChild) => void
  readonly refuse: (error: unknown) => void
}

/** Keeps children warm and lends each to one plan at a time; plans that find none wait their turn. */
export class ChildPool implements AsyncDisposable {
  readonly #source: ChildSource
  readonly #size: number
  readonly #log: Logger
  readonly #closing = new AbortController()
  readonly #children = new Set<SandboxChild>()
  readonly #idle: SandboxChild[] = []
  readonly #waiting: Waiting[] = []
  /** Pauses before the next tries; each can be cut short. */
  readonly #pauses = new Set<() => void>()
  #starting = 0
  #failedStarts = 0
  #trouble: Error | null = null

  constructor(size: number, source: ChildSource, log: Logger) {
    this.#size = size
    this.#source = source
    this.#log = log
  }

  /** Resolves when the first child is ready; the others follow. Throws what its source says of why there is none. */
  async begin(signal: AbortSignal): Promise<void> {
    this.#starting += 1
    try {
      this.#add(await SandboxChild.start(this.#source, this.#log, signal))
    } finally {
      this.#starting -= 1
    }
    this.#fill()
  }

  /** Tries to start children from now on, as if a first try had just failed. */
  beginLater(error: Error): void {
    this.#failed(error)
    for (let missing = this.#size; missing > 0; missing--) {
      this.#starting += 1
      this.#pause()
    }
  }

  /** Why the last start failed; null when it didn't. */
  get trouble(): Error | null {
    return this.#trouble
  }

  get hasChildren(): boolean {
    return this.#children.size > 0
  }

  /** Does work with a child that nobody else has. Afterwards the child is used again if it is alive and not worn. */
  async lend<Result>(work: (child: SandboxChild) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const child = await this.#take(signal)
    child.plans += 1
    try {
      return await work(child)
    } finally {
      this.#giveBack(child)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    for (const { refuse } of this.#waiting.splice(0)) refuse(closed())
    const children = [...this.#children]
    for (const child of children) child.end()
    await Promise.all(children.map((child) => child.ended))
  }

  async #take(signal: AbortSignal): Promise<SandboxChild> {
    signal.throwIfAborted()
    if (this.#closing.signal.aborted) throw closed()
    for (let child = this.#idle.shift(); child; child = this.#idle.shift()) if (child.alive) return child
    return this.#wait(signal)
  }

  async #wait(signal: AbortSignal): Promise<SandboxChild> {
    const turn = Promise.withResolvers<SandboxChild>()
    const waiting: Waiting = { give: turn.resolve, refuse: turn.reject }
    const leave = () => {
      const place = this.#waiting.indexOf(waiting)
      if (place >= 0) this.#waiting.splice(place, 1)
      turn.reject(signal.reason)
    }
    this.#waiting.push(waiting)
    // Somebody needs one now. Where none can be had, they are told as soon as that is known.
    for (const cutShort of [...this.#pauses]) cutShort()
    signal.addEventListener('abort', leave)
    try {
      return await turn.promise
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #giveBack(child: SandboxChild): void {
    child.listen(null)
    if (child.alive && child.plans < CHILD_PLANS && child.cpuMs < CHILD_CPU_MS) this.#offer(child)
    else child.end()
  }

  #offer(child: SandboxChild): void {
    const next = this.#waiting.shift()
    if (next) next.give(child)
    else this.#idle.push(child)
  }

  #add(child: SandboxChild): void {
    if (this.#failedStarts > 0) this.#log.info({ event: 'sandbox-back' })
    this.#failedStarts = 0
    this.#trouble = null
    this.#children.add(child)
    void child.ended.then(() => this.#replace(child))
    this.#offer(child)
  }

  #replace(child: SandboxChild): void {
    this.#children.delete(child)
    const place = this.#idle.indexOf(child)
    if (place >= 0) this.#idle.splice(place, 1)
    this.#fill()
  }

  #fill(): void {
    while (!this.#closing.signal.aborted && this.#children.size + this.#starting < this.#size) {
      this.#starting += 1
      void this.#startOne()
    }
  }

  async #startOne(): Promise<void> {
    const { signal } = this.#closing
    try {
      const child = await SandboxChild.start(this.#source, this.#log, signal)
      this.#starting -= 1
      if (signal.aborted) child.end()
      else this.#add(child)
    } catch (error) {
      if (signal.aborted) return
      this.#failed(error instanceof Error ? error : new Error(String(error)))
      this.#pause()
    }
  }

  #failed(error: Error): void {
    this.#failedStarts += 1
    // A host that stays away is one line, however often it is tried.
    if (error.message !== this.#trouble?.message)
      this.#log.error({ event: 'sandbox-start-failed', code: 'sandbox-start', attempt: this.#failedStarts, err: error })
    this.#trouble = error
    const isHopeless = this.#failedStarts >= this.#source.refuseAfter && this.#children.size === 0
    if (isHopeless) for (const { refuse } of this.#waiting.splice(0)) refuse(error)
  }

  #pause(): void {
    const pauseMs = Math.min(RETRY_MS * 2 ** Math.min(this.#failedStarts, 10), this.#source.longestPauseMs)
    const goOn = () => {
      clearTimeout(timer)
      this.#pauses.delete(goOn)
      this.#starting -= 1
      this.#fill()
    }
    // Unreferenced: a server that is going down doesn't wait for another try.
    const timer = setTimeout(goOn, pauseMs).unref()
    this.#pauses.add(goOn)
  }
}

function closed(): AppError {
  return new AppError('Parley is shutting down. Try again.', { code: 'sandbox-closed', status: 503, retryable: true })
}
