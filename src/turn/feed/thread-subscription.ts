import type { ThreadEvent } from '#memory/events/thread-event.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import type { Presence } from '#contract/presence.ts'
import { joined, type TextDelta } from '#contract/text-delta.ts'

/** A notification can be lost with its connection, so a follower looks by itself this often. */
const LOOK_EVERY_MS = 15_000

/** Timers come a little early. */
const TIMER_MS = 20

/** Events that a slow follower hasn't taken yet; with more than these it reads them from the database when it comes. */
const MAX_KEPT = 100

/** What one follower of a thread has been told and hasn't seen yet. */
export class ThreadSubscription implements Disposable {
  readonly #close: () => void
  #upTo = 0
  #kept: ThreadEvent[] = []
  #progress: PlanProgress | null = null
  #delta: TextDelta | null = null
  /** By whose it is. */
  readonly #presence = new Map<Presence['from'], Presence>()
  #lookAt = performance.now() + LOOK_EVERY_MS
  #wake = () => {}

  constructor(close: () => void) {
    this.#close = close
  }

  /** There are events up to this number; `events` are the last of them, where they came from this process. */
  told(upTo: number, events: readonly ThreadEvent[]): void {
    this.#upTo = Math.max(this.#upTo, upTo)
    this.#kept.push(...events)
    if (this.#kept.length > MAX_KEPT) this.#kept = []
    this.#wake()
  }

  /** How far the turn at work is; null where there is no more to say of it. */
  toldProgress(progress: PlanProgress | null): void {
    this.#progress = progress
    this.#wake()
  }

  /** A stretch of the answer that is being written. What a slow follower hasn't taken is one with what goes on from it. */
  toldDelta(delta: TextDelta): void {
    this.#delta = joined(this.#delta, delta) ?? delta
    this.#wake()
  }

  /** What one end of the conversation does; what a slow follower hasn't taken is out of date. */
  toldPresence(presence: Presence): void {
    const seen = presence.seen ?? this.#presence.get(presence.from)?.seen ?? null
    this.#presence.set(presence.from, { ...presence, seen })
    this.#wake()
  }

  /** A message was completed, or its run has ended: nothing is to be said of its writing any more. */
  settled(runId: string | undefined): void {
    if (this.#delta?.runId === runId) this.#delta = null
  }

  /** Ends when there may be events after `seen`, at the latest when it is time to look; until then, how far it is. */
  async *untilBeyond(seen: number, signal: AbortSignal): AsyncGenerator<PlanProgress | TextDelta | Presence> {
    while (await this.#isOnlyAside(seen, signal)) {
      const [progress, delta, presence] = [this.#progress, this.#delta, [...this.#presence.values()]]
      this.#progress = null
      this.#delta = null
      this.#presence.clear()
      if (progress) yield progress
      if (delta) yield delta
      yield* presence
    }
  }

  get #hasAside(): boolean {
    return this.#progress !== null || this.#delta !== null || this.#presence.size > 0
  }

  async #isOnlyAside(seen: number, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = () => (this.#upTo > seen || this.#hasAside) && resolve()
    this.#wake()
    const stop = () => resolve()
    const timer = setTimeout(stop, Math.max(0, this.#lookAt - performance.now()))
    timer.unref()
    signal.addEventListener('abort', stop)
    if (!signal.aborted) await promise
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    // Where a connection was lost anything may have happened, and one look is enough to know.
    const isTimeToLook = performance.now() >= this.#lookAt - TIMER_MS
    const isOnly = this.#hasAside && this.#upTo <= seen && !isTimeToLook && !signal.aborted
    if (!isOnly) this.#lookAt = performance.now() + LOOK_EVERY_MS
    if (this.#upTo === Infinity) this.#upTo = 0
    return isOnly
  }

  /** The events that follow on `seen` without a gap; none where one is missing, and the database has to be asked. */
  takeAfter(seen: number): readonly ThreadEvent[] {
    const next = this.#kept.filter(({ seq }) => seq > seen).sort((left, right) => left.seq - right.seq)
    const whole = next.filter(({ seq }, index) => seq === seen + 1 + index)
    this.#kept = next.slice(whole.length)
    return whole
  }

  [Symbol.dispose](): void {
    this.#close()
  }
}
