import * as wire from '#contract/wire.ts'
import { AppError } from '#core/errors.ts'
import { drawFromNowOnIn } from '../card-language.ts'
import { followEvents } from '../follow-events.ts'
import { texts } from '../texts.ts'
import { answerText, citedPassages, textLines } from './answer-text.ts'
import type { Client } from '../client.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import type { KnownEvent, Streamed } from '../streamed.ts'
import type { MessagePage, MessageView } from '#contract/message.ts'
import { progressText } from './progress-text.ts'
import { indentedLines } from './text-columns.ts'
import { threadEvents } from './thread-events.ts'
import type { PlanDesk } from './plan-desk.ts'
import { visibleText } from '../visible-text.ts'

export interface ConversationOptions {
  readonly api: Client
  readonly threadId: string
  readonly desk: PlanDesk
  readonly width: number
  readonly signal: AbortSignal
  /** Room around answers, where a person types between them. */
  readonly spaced: boolean
  print(text: string): void
  setStatus(text: string | null): void
  /** The connection went away, or came back. */
  onConnection(state: 'lost' | 'back'): void
  /** An answer, for whoever wants more than its text. */
  onAnswer?(message: MessageView): void
}

/** How a turn ended, or that it waits for a person. */
export type RunEnd = 'done' | 'waiting' | 'failed' | 'cancelled'

/**
 * One thread on the screen. Events only say what to look at again: messages and plans are read from their own routes
 * and shown once each, so a lost connection, a restart or an event that comes twice changes nothing on the screen.
 */
export class Conversation {
  readonly #options: ConversationOptions
  readonly #seen = new Set<string>()
  readonly #own = new Set<string>()
  readonly #answered = new Set<string>()
  readonly #headings = new Map<string, string | null>()
  readonly #working = new Set<string>()
  readonly #ended = new Map<string, RunEnd>()
  readonly #stalePlans = new Set<string>()
  /** What is said of runs that go on. */
  readonly #notes = new Map<string, string>()
  readonly #staleRuns = new Map<string, { readonly end: RunEnd; readonly words: string | null }>()
  #draft: { readonly messageId: string; readonly text: string } | null = null
  #areMessagesStale = false
  #cursor: string | null = null
  #showing: Promise<void> | null = null
  #awaitingEnd: (() => void)[] = []
  #sending: Promise<unknown> = Promise.resolve()

  constructor(options: ConversationOptions) {
    this.#options = options
  }

  /** Shows what was said before. */
  async showHistory(): Promise<void> {
    this.#areMessagesStale = true
    await this.#showStale()
  }

  /** Takes what was said before as known. */
  async skipHistory(): Promise<void> {
    for await (const message of this.#messages()) if (message.isComplete) this.#seen.add(message.id)
  }

  /** Follows the thread until the signal aborts; throws what another try can't mend. */
  async follow(after: number): Promise<void> {
    const { api, threadId, signal } = this.#options
    let isLost = false
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
    this.#own.add(accepted.messageId)
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
      if (end !== undefined && this.#showing === null && !this.#isStale) return end
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#awaitingEnd.push(resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
      await promise
    }
    return null
  }

  #onStreamed(event: Streamed): void {
    if (event.type === 'text-delta') return this.#onDelta(event)
    if (event.type !== 'plan-progress') return this.#onEvent(event)
    // It may come late, or be of somebody else's turn that is looked at.
    if (!this.#working.has(event.runId)) return
    const words = progressText(event)
    if (words !== null) this.#options.setStatus(words)
  }

  // Sentences of the answer that is on its way, as the status: the answer itself takes their place.
  #onDelta({ runId, messageId, offset, text }: TextDelta): void {
    const before = this.#draft?.messageId === messageId ? this.#draft.text : ''
    if (!this.#working.has(runId) || this.#seen.has(messageId) || offset > before.length) return
    this.#draft = { messageId, text: before.slice(0, offset) + text }
    this.#options.setStatus(`${textLines(this.#draft.text, this.#options.width).join('\n')}\n`)
  }

  #onEvent(event: KnownEvent): void {
    const runId = ('runId' in event && event.runId) || null
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
        () => this.#showMessages(),
        () => (this.#areMessagesStale = true),
      )
    }
    for (const [runId, words] of this.#notes) {
      this.#notes.delete(runId)
      this.#options.print(visibleText(words))
    }
    for (const [runId, { end, words }] of this.#staleRuns) {
      const isTold = this.#answered.has(runId) || (words === null && (end === 'done' || end === 'waiting'))
      if (!isTold) this.#options.print(visibleText(words ?? texts.chat.failedWithoutWords))
      this.#staleRuns.delete(runId)
      this.#ended.set(runId, end)
      this.#working.delete(runId)
    }
    if (this.#working.size === 0) this.#options.setStatus(null)
  }

  async #orAgain(look: () => Promise<void>, again: () => void): Promise<void> {
    try {
      await look()
    } catch (error) {
      again()
      throw error
    }
  }

  async #showMessages(): Promise<void> {
    for await (const message of this.#messages()) await this.#showMessage(message)
  }

  // Page by page, beginning with the first that may not be known whole: an answer takes the place of its plan's card.
  async *#messages(): AsyncGenerator<MessageView> {
    const { api, threadId, signal } = this.#options
    let isWhole = true
    for (let after = this.#cursor; ;) {
      const page: MessagePage = await api.ask(
        wire.listMessages,
        { threadId, limit: 200, ...(after !== null && { after }) },
        { signal },
      )
      yield* page.messages
      isWhole &&= page.messages.every(({ isComplete }) => isComplete)
      if (page.next === null || page.next === after) return
      after = page.next
      if (isWhole) this.#cursor = after
    }
  }

  async #showMessage(message: MessageView): Promise<void> {
    if (this.#seen.has(message.id)) return
    const { desk, print, signal, spaced, width } = this.#options
    for (const part of message.parts) if (part.type === 'plan') await desk.reread(part.planId, signal)
    // What waits is shown as its card alone; the answer is still to come.
    if (!message.isComplete) return
    await this.#readHeadings(message)
    this.#seen.add(message.id)
    if (message.role === 'user') {
      if (!this.#own.has(message.id)) print(ownWords(message, width))
      return
    }
    if (typeof message.runId === 'string') this.#answered.add(message.runId)
    if (message.role === 'person') {
      const line = `${visibleText(message.by?.name ?? '')}: ${answerText(message, () => null, width)}`
      print(spaced ? `\n${line}\n` : line)
      this.#options.onAnswer?.(message)
      return
    }
    // What came of a plan stands on its card, which the same words would only repeat.
    const isBeside = message.parts.some((part) => part.type === 'notice' && part.code === 'plan-waits')
    const onCard =
      !isBeside && message.parts.some((part) => part.type === 'plan') && citedPassages(message).length === 0
    const text = onCard ? '' : answerText(message, (id) => this.#headings.get(id) ?? null, width)
    if (text !== '') print(spaced ? `\n${text}\n` : text)
    this.#options.onAnswer?.(message)
  }

  // A quote whose passage can't be read any more keeps its document's title.
  async #readHeadings(message: MessageView): Promise<void> {
    const { api, signal } = this.#options
    for (const id of citedPassages(message)) {
      if (this.#headings.has(id)) continue
      const passage = await api.ask(wire.readPassage, { passageId: id }, { signal }).catch(() => null)
      this.#headings.set(id, passage?.heading ?? null)
    }
  }
}

function endOf(event: KnownEvent): RunEnd {
  if (event.type === 'run-failed') return event.code === 'cancelled' ? 'cancelled' : 'failed'
  return event.type === 'run-waiting' || event.type === 'run-set-aside' ? 'waiting' : 'done'
}

function ownWords(message: MessageView, width: number): string {
  const text = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
  const [first = '', ...rest] = text
    .split(/\r?\n/)
    .flatMap((line) => indentedLines(visibleText(line), texts.chat.prompt.length, width))
  return [texts.chat.prompt + first.slice(texts.chat.prompt.length), ...rest].join('\n')
}
