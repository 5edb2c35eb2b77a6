import { AppError } from '#core/errors.ts'
import { drawFromNowOnIn } from '#cards/texts/card-language.ts'
import { followEvents } from '../client/follow-events.ts'
import { texts } from '#cards/texts/texts.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import type { KnownEvent, Streamed } from '../client/streamed.ts'
import { textLines } from './answer-text.ts'
import { progressText } from '#cards/drawing/progress-text.ts'
import { threadEvents } from './thread-events.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { endOf, type RunEnd } from './run-end.ts'
import { ShownMessages, type ShownOptions } from './shown-messages.ts'
import { tellTyping } from './typing-status.ts'

export interface ConversationOptions extends ShownOptions {
  setStatus(text: string | null): void
  /** The connection went away, or came back. */
  onConnection(state: 'lost' | 'back'): void
  /** A run was done, and all that came of it is on the screen. */
  onEnd?(runId: string): void
}

/**
 * One thread on the screen. Events only say what to look at again: messages and plans are read from their own routes
 * and shown once each, so a lost connection, a restart or an event that comes twice changes nothing on the screen.
 */
export class Conversation {
  readonly #options: ConversationOptions
  readonly #shown: ShownMessages
  readonly #working = new Set<string>()
  readonly #ended = new Map<string, RunEnd>()
  readonly #stalePlans = new Set<string>()
  /** What is said of runs that go on. */
  readonly #notes = new Map<string, string>()
  readonly #staleRuns = new Map<string, { readonly end: RunEnd; readonly words: string | null }>()
  #draft: { readonly messageId: string; readonly text: string } | null = null
  #areMessagesStale = false
  #last = 0
  #seen = 0
  #showing: Promise<void> | null = null
  #awaitingEnd: (() => void)[] = []
  #sending: Promise<unknown> = Promise.resolve()

  constructor(options: ConversationOptions) {
    this.#options = options
    this.#shown = new ShownMessages(options)
  }

  /** The last event that is on the screen with all that came of it. */
  get seen(): number {
    return this.#seen
  }

  /** Shows what was said before. */
  async showHistory(): Promise<void> {
    this.#areMessagesStale = true
    await this.#showStale()
  }

  /** Takes what was said before as known. */
  skipHistory(): Promise<void> {
    return this.#shown.skip()
  }

  /** Follows the thread until the signal aborts; throws what another try can't mend. */
  async follow(after: number): Promise<void> {
    const { api, threadId, signal } = this.#options
    let isLost = false
    this.#last = this.#seen = after
    for await (const followed of followEvents(threadEvents(api, threadId), { after, signal })) {
      if (followed.kind === 'event') this.#onStreamed(followed.event)
      else if (followed.kind === 'lost') {
        if (!isLost) this.#options.onConnection('lost')
        isLost = true
      } else {
        isLost = false
        if (!followed.again) continue
        this.#options.onConnection('back')
        this.#areMessagesStale = true
        this.#look()
      }
    }
  }

  /** While a message is being sent nobody knows its id yet; what is our own isn't shown again. */
  async sendingOwn<T extends { readonly messageId: string; readonly runId: string }>(sent: Promise<T>): Promise<T> {
    this.#sending = sent.catch(() => null)
    const accepted = await sent
    this.#shown.addOwn(accepted.messageId)
    if (!this.#ended.has(accepted.runId)) this.#working.add(accepted.runId)
    return accepted
  }

  /** The runs that are at work or are to be, in the order in which they were asked for. */
  get working(): readonly string[] {
    return [...this.#working]
  }

  /** How a run ended or that it waits, once all that came of it is on the screen; null when the signal aborts. */
  async runEnd(runId: string, signal: AbortSignal): Promise<RunEnd | null> {
    while (!signal.aborted) {
      const end = this.#ended.get(runId)
      if (end !== undefined && this.#isAllShown) return end
      await this.#nextShown(signal)
    }
    return null
  }

  /** Reads the thread again, until what stands in it is on the screen or the signal aborts. */
  async readAgain(signal: AbortSignal): Promise<void> {
    this.#areMessagesStale = true
    this.#look()
    while (!signal.aborted && !this.#isAllShown) await this.#nextShown(signal)
  }

  get #isAllShown(): boolean {
    return this.#showing === null && !this.#isStale
  }

  async #nextShown(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#awaitingEnd.push(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
  }

  #onStreamed(event: Streamed): void {
    if (event.type === 'text-delta') return this.#onDelta(event)
    if (event.type === 'presence') return this.#working.size > 0 ? undefined : tellTyping(this.#options, event)
    if (event.type !== 'plan-progress') return this.#onEvent(event)
    // It may come late, or be of somebody else's turn that is looked at.
    const words = this.#working.has(event.runId) ? progressText(event) : null
    if (words !== null) this.#options.setStatus(words)
  }

  // Sentences of the answer that is on its way, as the status: the answer itself takes their place.
  #onDelta({ runId, messageId, offset, text }: TextDelta): void {
    const before = this.#draft?.messageId === messageId ? this.#draft.text : ''
    if (!this.#working.has(runId) || this.#shown.has(messageId) || offset > before.length) return
    this.#draft = { messageId, text: before.slice(0, offset) + text }
    this.#options.setStatus(`${textLines(this.#draft.text, this.#options.width).join('\n')}\n`)
  }

  #onEvent(event: KnownEvent): void {
    const runId = ('runId' in event && event.runId) || null
    this.#last = event.seq
    if ('planId' in event) this.#stalePlans.add(event.planId)
    switch (event.type) {
      case 'message-completed':
        if (this.#draft !== null) this.#options.setStatus(null)
        this.#draft = null
        this.#areMessagesStale = true
        break
      case 'message-received':
      case 'handed-over':
      case 'person-answered':
        this.#areMessagesStale = true
        break
      case 'run-started':
        // What stands around the conversation is said as the conversation is.
        if (event.language !== undefined) drawFromNowOnIn(event.language)
        if (runId !== null) this.#started(runId)
        break
      case 'run-resting':
        if (runId !== null) this.#notes.set(runId, event.text)
        break
      case 'run-waiting':
      case 'run-set-aside':
      case 'run-completed':
      case 'run-failed':
        if (runId !== null) {
          this.#notes.delete(runId)
          this.#staleRuns.set(runId, { end: endOf(event), words: 'text' in event ? event.text : null })
        }
        this.#areMessagesStale = true
        break
      default: // of a plan, which is read again, or of nothing that a terminal shows
    }
    this.#look()
  }

  #started(runId: string): void {
    this.#working.add(runId)
    this.#ended.delete(runId)
    this.#staleRuns.delete(runId)
  }

  get #isStale(): boolean {
    return this.#areMessagesStale || this.#stalePlans.size > 0 || this.#staleRuns.size > 0 || this.#notes.size > 0
  }

  #look(): void {
    this.#showing ??= this.#showAll().finally(() => {
      this.#showing = null
      for (const resolve of this.#awaitingEnd.splice(0)) resolve()
      if (this.#isStale && !this.#options.signal.aborted) setTimeout(() => this.#look(), 500)
    })
  }

  async #showAll(): Promise<void> {
    try {
      while (this.#isStale && !this.#options.signal.aborted) await this.#showStale()
    } catch (error) {
      // Lost or busy: it stays stale and is looked at again. All else would be said by the stream too.
      if (!this.#options.signal.aborted && !(error instanceof AppError)) throw error
    }
  }

  async #showStale(): Promise<void> {
    const last = this.#last
    await this.#sending
    for (const planId of this.#stalePlans) {
      this.#stalePlans.delete(planId)
      await this.#orAgain(
        () => this.#options.desk.reread(planId, this.#options.signal),
        () => this.#stalePlans.add(planId),
      )
    }
    if (this.#areMessagesStale) {
      this.#areMessagesStale = false
      await this.#orAgain(
        () => this.#shown.show(),
        () => (this.#areMessagesStale = true),
      )
    }
    for (const [runId, words] of this.#notes) {
      this.#notes.delete(runId)
      this.#options.print(visibleText(words))
    }
    for (const [runId, { end, words }] of this.#staleRuns) {
      const isTold = this.#shown.isAnswered(runId) || (words === null && (end === 'done' || end === 'waiting'))
      if (!isTold) this.#options.print(visibleText(words ?? texts.chat.failedWithoutWords), runId)
      this.#staleRuns.delete(runId)
      this.#ended.set(runId, end)
      if (end === 'done') this.#options.onEnd?.(runId)
      this.#working.delete(runId)
    }
    if (this.#working.size === 0) this.#options.setStatus(null)
    this.#seen = last
  }

  async #orAgain(look: () => Promise<void>, again: () => void): Promise<void> {
    try {
      await look()
    } catch (error) {
      again()
      throw error
    }
  }
}
