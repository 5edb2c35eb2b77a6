import { AppError } from '#errors.ts'
import { screenTexts } from '../../screen-texts.ts'
import { answerWords } from '../browser/answer.ts'
import { chatStorage, type ChatStorage } from '../browser/browser-storage.ts'
import type { Client } from '../browser/client.ts'
import { draw } from '../browser/draw.ts'
import type { Description } from '../browser/element.ts'
import { quotesOf, type Quote } from '../browser/quotes.ts'
import { reader, showOpenQuote } from '../browser/reader.ts'
import { runAtWork, runToStop, type Link, type ThreadState } from '../browser/thread-state.ts'
import { enterRoom, type ChatRoom } from './chat-room.ts'
import { chatView, type ChatViewActs } from './chat-view.ts'
import { makeHandle } from './handle.ts'
import { earlyMessages, messageList, type MessageActs } from './message-list.ts'

export interface ChatOptions {
  readonly client: Client
  readonly agent: string | null
  readonly lang: string | null
  /** Where it is drawn. */
  readonly place: HTMLElement
  readonly canClose: boolean
  readonly signal: AbortSignal
  onClose(): void
  /** A plan came up or changed. */
  onPlan(plan: { readonly planId: string; readonly status: string }): void
  /** An answer came, or a card that waits for this person. */
  onAnswer(): void
  /** The reader was opened or closed, and wants more room or less. */
  onReader(isOpen: boolean): void
}

const words = screenTexts.chat

/** A chat on a screen, from its first moment on: what is typed before it is connected is kept and sent. */
export class Chat {
  readonly #options: ChatOptions
  readonly #storage: ChatStorage
  readonly #viewActs: ChatViewActs
  readonly #messageActs: MessageActs
  #entered: ChatRoom | null = null
  #early: readonly string[] = []
  #failure: AppError | null = null
  #isVisible = true
  #log: HTMLElement | null = null
  #composer: HTMLTextAreaElement | null = null
  #text: string
  #said = ''
  #hasNews = false
  #isAtEnd = true
  #stopping: string | null = null
  #note: string | null = null
  #open: { readonly messageId: string; readonly number: number; readonly from: HTMLElement } | null = null
  #placedQuote: string | null = null
  #work: { readonly runId: string; readonly since: number } | null = null
  #isDrawing = false

  constructor(options: ChatOptions) {
    this.#options = options
    this.#storage = chatStorage(options.client.server, options.agent)
    this.#text = this.#storage.draft.load()
    this.#viewActs = this.#makeViewActs()
    this.#messageActs = this.#makeMessageActs()
    new ResizeObserver(() => this.#draw()).observe(options.place)
    const timer = setInterval(() => this.#tick(), 1_000)
    options.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
    this.#draw()
    void this.#enter()
  }

  /** Says something, now or as soon as that can be done. */
  send(text: string): void {
    if (text.trim() === '') return
    this.#isAtEnd = true
    if (this.#entered === null) {
      this.#early = [...this.#early, text]
      this.#storage.draft.save(this.#early.join('\n')) // until it is in the outbox of a conversation
    } else this.#entered.session.send(text)
    this.#draw()
  }

  /** Puts the keyboard where a person begins: into the composer, or on the title where that would raise keys of glass. */
  focus({ composer }: { readonly composer: boolean }): void {
    const title = this.#options.place.querySelector<HTMLElement>('#chat-title')
    ;(composer ? this.#composer : title)?.focus({ preventScroll: true })
  }

  /** What nobody sees isn't drawn, and is no part of the page's order. */
  show(isVisible: boolean): void {
    this.#isVisible = isVisible
    if (!isVisible) this.#closeReader()
    this.#drawNow()
    if (isVisible) this.#scrollToEnd()
  }

  async #enter(): Promise<void> {
    const { client, agent, signal } = this.#options
    this.#failure = null
    this.#draw()
    try {
      const entered = await enterRoom({
        client,
        agent,
        signal,
        onChange: () => this.#draw(),
        onNews: (state, before) => this.#news(state, before),
        onSay: (text) => this.#say(text),
      })
      this.#entered = entered
      void entered.session.run()
      for (const text of this.#early) entered.session.send(text)
      if (this.#early.length > 0) this.#storage.draft.save(this.#text)
      this.#early = []
    } catch (error) {
      if (signal.aborted) return
      this.#failure = error instanceof AppError ? error : new AppError(words.notHere, { code: 'unexpected' })
      if (this.#failure.retryable)
        setTimeout(() => signal.aborted || this.#failure === null || void this.#enter(), 2_000)
    }
    this.#draw()
  }

  #news(state: ThreadState, before: ThreadState): void {
    for (const entry of state.entries.slice(before.entries.length)) {
      if (entry.kind === 'answer') {
        this.#say(answerWords(entry.parts))
        this.#options.onAnswer()
      }
    }
    for (const [planId, { plan }] of Object.entries(state.plans)) {
      if (plan === null || before.plans[planId]?.plan?.status === plan.status) continue
      this.#options.onPlan({ planId, status: plan.status })
      if (plan.status === 'waiting') this.#options.onAnswer()
    }
    if (state.entries.length > before.entries.length && !this.#isAtEnd) this.#hasNews = true
  }

  #say(text: string): void {
    this.#said = text
    this.#draw()
  }

  // Seconds count on while something is at work or lost.
  #tick(): void {
    const state = this.#entered?.session.state
    if (state === undefined || !this.#isVisible) return
    if (this.#work !== null || state.link.state === 'lost') this.#draw()
  }

  #draw(): void {
    if (this.#isDrawing) return
    this.#isDrawing = true
    queueMicrotask(() => {
      this.#isDrawing = false
      if (!this.#options.signal.aborted) this.#drawNow()
    })
  }

  #drawNow(): void {
    const { place, canClose, lang } = this.#options
    if (!this.#isVisible) return draw(place, [])
    const entered = this.#entered
    const state = entered?.session.state ?? null
    const lostUntil = state === null ? null : lostUntilOf(state.link)
    const run = state === null ? null : runAtWork(state)
    this.#countWork(run?.runId ?? null)
    draw(
      place,
      chatView({
        title: entered?.room.title ?? words.loading,
        caption: captionOf(lostUntil),
        canTryNow: lostUntil !== null,
        canClose,
        lang,
        messages:
          entered === null || !entered.isRestored ? earlyMessages(this.#early) : this.#messages(entered, lostUntil),
        trouble: this.#trouble(state),
        fine: this.#fine(state, run !== null),
        isWorking: run !== null,
        isStopping: this.#stopping !== null,
        hasText: this.#text.trim() !== '',
        hasNews: this.#hasNews,
        isWide: place.clientWidth >= WIDE,
        reader: entered === null ? null : this.#reader(entered),
        said: this.#said,
        on: this.#viewActs,
      }),
    )
    this.#placeQuote()
    if (this.#isAtEnd && this.#open === null) this.#scrollToEnd()
  }

  #messages(entered: ChatRoom, lostUntil: Date | null): ReturnType<typeof messageList> {
    return messageList({
      state: entered.session.state,
      room: entered.room,
      reader: entered.me,
      cards: entered.cards,
      passages: entered.passages,
      clock: { now: new Date() },
      workingSeconds: this.#workingSeconds(),
      isStopping: this.#stopping !== null,
      lostUntil,
      open: this.#open,
      acts: this.#messageActs,
    })
  }

  #reader(entered: ChatRoom): Description | null {
    const open = this.#open
    const answered = entered.session.state.entries.find(
      (entry) => entry.kind === 'answer' && entry.id === open?.messageId,
    )
    if (open === null || answered?.kind !== 'answer') return null
    return reader({
      quotes: quotesOf(answered.parts),
      openNumber: open.number,
      passages: entered.passages,
      onGo: (number) => this.#goTo({ ...open, number }, { focus: false }),
      onClose: () => this.#closeReader(),
    })
  }

  #goTo(open: { messageId: string; number: number; from: HTMLElement }, options: { readonly focus: boolean }): void {
    const { place, onReader } = this.#options
    this.#open = open
    onReader(true)
    this.#drawNow()
    place.querySelector(`[data-message="${open.messageId}"] .on`)?.scrollIntoView({ block: 'start' })
    if (options.focus) place.querySelector<HTMLElement>('#reader-title')?.focus({ preventScroll: true })
  }

  // A quote's place in its document is known once the text is there.
  #placeQuote(): void {
    const { place } = this.#options
    const wanted = this.#open === null ? null : `${this.#open.messageId} ${this.#open.number}`
    if (wanted === this.#placedQuote) return
    if (wanted === null || showOpenQuote(place)) this.#placedQuote = wanted
  }

  #closeReader(): void {
    const from = this.#open?.from
    if (from === undefined) return
    this.#open = null
    this.#options.onReader(false)
    this.#drawNow()
    if (from.isConnected) from.focus()
  }

  #countWork(runId: string | null): void {
    if (runId === this.#work?.runId) return
    if (runId !== this.#stopping) this.#stopping = null
    this.#note = null
    this.#work = runId === null ? null : { runId, since: performance.now() }
    if (runId !== null) setTimeout(() => this.#draw(), QUICK_MS)
  }

  #workingSeconds(): number | null {
    if (this.#work === null) return null
    const ms = performance.now() - this.#work.since
    return ms < QUICK_MS - 20 ? null : Math.floor(ms / 1_000)
  }

  #trouble(state: ThreadState | null): { readonly text: string; readonly canRetry: boolean } | null {
    if (this.#failure !== null) return { text: this.#failure.message, canRetry: true }
    return state?.link.state === 'ended' ? { text: state.link.message, canRetry: true } : null
  }

  #fine(state: ThreadState | null, isWorking: boolean): string {
    if (state?.outbox.some((out) => out.state === 'kept') === true) return words.kept
    if (this.#note !== null) return this.#note
    return isWorking && this.#text.trim() !== '' ? words.after : words.fine
  }

  #scrollToEnd(): void {
    if (this.#log !== null) this.#log.scrollTop = this.#log.scrollHeight
  }

  #write(text: string): void {
    this.#text = text
    this.#storage.draft.save(text)
    this.#draw()
  }

  #setComposer(text: string): void {
    this.#write(text)
    if (this.#composer === null) return
    this.#composer.value = text
    fitComposer(this.#composer)
  }

  async #stop(runId: string): Promise<void> {
    this.#stopping = runId
    this.#draw()
    const isStopped = await this.#entered?.session.stop(runId).catch(() => false)
    if (isStopped === false) {
      this.#note = words.couldNotStop
      this.#say(words.couldNotStop)
      this.#stopping = null
    }
    this.#draw()
  }

  #makeViewActs(): ChatViewActs {
    return {
      close: () => this.#options.onClose(),
      tryNow: () => this.#entered?.session.tryNow(),
      retry: () => {
        this.#entered?.leave()
        this.#entered = null
        void this.#enter()
      },
      submit: () => {
        const text = this.#text
        if (text.trim() === '') return
        this.#setComposer('')
        this.send(text)
      },
      write: (text) => {
        this.#write(text)
        if (this.#composer !== null) fitComposer(this.#composer)
      },
      stop: () => {
        const run = this.#entered === null ? null : runToStop(this.#entered.session.state)
        if (run !== null) void this.#stop(run.runId)
      },
      scrolled: () => {
        if (this.#log === null) return
        const { scrollHeight, scrollTop, clientHeight } = this.#log
        this.#isAtEnd = scrollHeight - scrollTop - clientHeight < 24
        if (this.#isAtEnd && this.#hasNews) {
          this.#hasNews = false
          this.#draw()
        }
      },
      toEnd: () => {
        this.#hasNews = false
        this.#isAtEnd = true
        this.#drawNow()
        this.#log?.focus({ preventScroll: true })
      },
      made: (part, element) => this.#made(part, element),
    }
  }

  #made(part: 'log' | 'composer' | 'handle', element: Element): void {
    if (part === 'log' && element instanceof HTMLElement) this.#log = element
    if (part === 'handle' && element instanceof HTMLElement) makeHandle(element, this.#options.place)
    if (part === 'composer' && element instanceof HTMLTextAreaElement) {
      this.#composer = element
      element.value = this.#text
      requestAnimationFrame(() => fitComposer(element))
    }
  }

  #makeMessageActs(): MessageActs {
    return {
      act: (planId, act) => this.#entered?.cards.act(planId, act),
      tryNow: () => this.#entered?.session.tryNow(),
      send: (text) => {
        this.send(text)
        this.focus({ composer: matchMedia('(pointer: fine)').matches })
      },
      sendAgain: (key) => this.#entered?.session.sendAgain(key),
      drop: (key) => this.#entered?.session.drop(key),
      stop: (runId) => void this.#stop(runId),
      openQuote: (messageId, quote: Quote, from) =>
        this.#goTo({ messageId, number: quote.number, from }, { focus: true }),
    }
  }
}

/** From this width on the reader stands beside the answer. */
const WIDE = 860
/** What is over sooner isn't announced. */
const QUICK_MS = 300
/** A connection that is back sooner was never missed. */
const UNNOTICED_MS = 1_000

function lostUntilOf(link: Link): Date | null {
  if (link.state !== 'lost' || Date.now() - link.since < UNNOTICED_MS) return null
  return new Date(link.retryAt)
}

function captionOf(lostUntil: Date | null): string {
  if (lostUntil === null) return words.automated
  const seconds = Math.ceil((lostUntil.getTime() - Date.now()) / 1_000)
  return seconds > 1 ? words.backIn(seconds) : words.notConnected
}

// As many lines as were written, up to what the stylesheet allows.
function fitComposer(composer: HTMLTextAreaElement): void {
  composer.style.setProperty('block-size', '')
  if (composer.scrollHeight > composer.clientHeight)
    composer.style.setProperty('block-size', `${composer.scrollHeight}px`)
}
