import { AppError } from '#core/errors.ts'
import type { CancelOnly } from '#contract/run.ts'
import type { PlanView } from '#contract/plan.ts'
import { followEvents } from '../../client/follow-events.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Client } from '../../client/client.ts'
import { Outbox, type OutboxStore } from './outbox.ts'
import type { Presence } from '#contract/presence.ts'
import { TYPING_MS, type Streamed } from '../../client/streamed.ts'
import { threadEvents, type BrowserEvents } from './thread-events.ts'
import { nextThread, type Happening } from './next-thread.ts'
import { EMPTY_THREAD, type ThreadState } from './thread-state.ts'
import { unreadPlans } from './active-run.ts'

export interface ThreadSessionOptions {
  readonly client: Client
  readonly threadId: string
  readonly store: OutboxStore
  readonly signal: AbortSignal
  onChange(state: ThreadState, before: ThreadState): void
  /** A plan is about to be read. */
  onPlanNamed(): void
  onPlan(plan: PlanView): void
  /** A message wasn't taken as it is, and isn't in the conversation. */
  onRefused(text: string, why: string): void
}

/** One conversation, followed over reloads, restarts and lost connections for as long as the signal lets it. */
export class ThreadSession {
  readonly #options: ThreadSessionOptions
  readonly #events: BrowserEvents
  readonly #outbox: Outbox
  readonly #reading = new Set<string>()
  #state: ThreadState = EMPTY_THREAD
  #typing: ReturnType<typeof setTimeout> | undefined
  /** The last event that is on the screen with all that it brought up. */
  #seen = 0

  constructor(options: ThreadSessionOptions) {
    this.#options = options
    this.#events = threadEvents(options.client, options.threadId)
    this.#outbox = new Outbox({
      ...options,
      language: () => this.#state.language,
      happen: (happening) => this.#happen(happening),
    })
  }

  get state(): ThreadState {
    return this.#state
  }

  /** Brings back what was said, then follows what comes. Ends with the signal, or with what another try can't mend. */
  async run(): Promise<void> {
    const { signal } = this.#options
    try {
      await this.#restore()
      this.#outbox.start()
      for await (const followed of followEvents(this.#events, { after: this.#state.after, signal })) {
        if (followed.kind === 'event') this.#stream(followed.event)
        else if (followed.kind === 'lost') this.#lost(followed.retryInMs)
        else this.#connected()
      }
    } catch (error) {
      if (!signal.aborted) this.#end(error)
    }
  }

  #stream(event: Streamed): void {
    if (event.type !== 'presence') return this.#happen(happeningOf(event))
    if (event.from === 'user') return
    clearTimeout(this.#typing)
    this.#happen(event)
    // Who types says so again and again.
    const over = { type: 'presence', isTyping: false, seen: null } as const
    if (event.isTyping) this.#typing = setTimeout(() => this.#happen(over), TYPING_MS)
  }

  /** Keeps a message and sends it, after all before it, when that can be done. */
  send(text: string): void {
    this.#outbox.write(text, this.#seen)
  }

  /** Takes a run back, only while it is so. Where that wasn't taken, why, in words; else null. */
  async stop(runId: string, only: CancelOnly): Promise<string | null> {
    try {
      await this.#options.client.cancelRun(runId, only, this.#options.signal)
      return null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return error.code === 'run-not-cancellable' ? screenTexts.chat.couldNotStop : error.message
    }
  }

  tryNow(): void {
    this.#events.tryNow()
    this.#outbox.tryNow()
  }

  // What was said before comes as one piece, so that it is drawn once and told to nobody as news.
  async #restore(): Promise<void> {
    const { client, threadId, signal, onChange } = this.#options
    const before = this.#state
    for (;;) {
      const page = await this.#untilConnected(() => client.listEvents(threadId, this.#state.after, signal))
      if (page.length === 0) break
      for (const event of page) this.#state = nextThread(this.#state, { type: 'event', event })
    }
    await Promise.all(unreadPlans(this.#state).map(({ planId, revision }) => this.#readOnce(planId, revision)))
    this.#state = nextThread(this.#state, { type: 'link', link: { state: 'connected' } })
    this.#see()
    onChange(this.#state, before)
  }

  async #untilConnected<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof AppError) || !error.retryable) throw error
        this.#lost(RETRY_MS)
        await this.#events.pause(RETRY_MS, this.#options.signal)
        this.#options.signal.throwIfAborted()
      }
    }
  }

  #happen(happening: Happening): void {
    const before = this.#state
    this.#state = nextThread(before, happening)
    if (this.#state === before) return
    this.#see()
    this.#options.onChange(this.#state, before)
    for (const { planId } of unreadPlans(this.#state)) void this.#read(planId)
  }

  // A plan that isn't read yet is on no card yet.
  #see(): void {
    if (unreadPlans(this.#state).length === 0) this.#seen = this.#state.after
  }

  #lost(retryInMs: number): void {
    const { link } = this.#state
    const now = Date.now()
    const since = link.state === 'lost' ? link.since : now
    this.#happen({ type: 'link', link: { state: 'lost', since, retryAt: now + retryInMs } })
  }

  #connected(): void {
    this.#happen({ type: 'link', link: { state: 'connected' } })
    this.#outbox.tryNow()
  }

  #end(error: unknown): void {
    const { code, message } = error instanceof AppError ? error : { code: 'unexpected', message: String(error) }
    this.#happen({ type: 'link', link: { state: 'ended', code, message } })
  }

  // One reading of a plan at a time; what happens to it meanwhile has it read once more.
  async #read(planId: string): Promise<void> {
    if (this.#reading.has(planId)) return
    this.#reading.add(planId)
    const { signal } = this.#options
    for (let unread = this.#revisionToRead(planId); unread !== null; unread = this.#revisionToRead(planId)) {
      if (signal.aborted) return
      const isRead = await this.#readOnce(planId, unread)
      if (!isRead) await this.#events.pause(RETRY_MS, signal)
    }
    this.#reading.delete(planId)
  }

  #revisionToRead(planId: string): number | null {
    return unreadPlans(this.#state).find((unread) => unread.planId === planId)?.revision ?? null
  }

  async #readOnce(planId: string, revision: number): Promise<boolean> {
    const { client, signal, onPlan, onPlanNamed } = this.#options
    onPlanNamed()
    try {
      const plan = await client.readPlan(planId, signal)
      onPlan(plan)
      this.#happen({ type: 'plan-read', plan, revision })
      return true
    } catch (error) {
      if (signal.aborted || (error instanceof AppError && error.retryable)) return false
      this.#happen({ type: 'plan-gone', planId, revision })
      return true
    }
  }
}

function happeningOf(event: Exclude<Streamed, Presence>): Happening {
  if (event.type === 'text-delta') return { type: 'delta', delta: event }
  return event.type === 'plan-progress' ? { type: 'progress', progress: event } : { type: 'event', event }
}

const RETRY_MS = 1_000
