import { AppError } from '#core/errors.ts'
import { inLanguage } from '../../spoken-language.ts'
import { answerInAWord } from '../../own-answer.ts'
import { planTexts } from '../../plan-texts.ts'
import { screenTexts } from '../../screen-texts.ts'
import { answerWords } from '../browser/answer.ts'
import { chatStorage } from '../browser/browser-storage.ts'
import type { Client } from '../../client.ts'
import type { Rating } from '#contract/feedback.ts'
import { draw } from '../browser/draw.ts'
import type { Rated } from '../browser/feedback.ts'
import type { Quote } from '../browser/quotes.ts'
import type { ThreadState } from '../browser/thread-state.ts'
import { runAtWork } from '../browser/under-way.ts'
import { enterRoom, type ChatRoom } from './chat-room.ts'
import { chatView, type ChatViewActs, type ChatViewProps } from './chat-view.ts'
import { ComposerField } from './composer-field.ts'
import { captionOf, lostUntilOf } from './link-words.ts'
import { focusedCard, focusInCard } from './focused-card.ts'
import { LogScroll } from './log-scroll.ts'
import { More } from './more.ts'
import { earlyMessages, messageList, type MessageActs } from './message-list.ts'
import { OpenReader } from '../browser/open-reader.ts'
import { ownQuestion } from './own-question.ts'
import { ProgressVoice } from './progress-voice.ts'
import { quotesInChat } from './quotes-in-chat.ts'
import { WorkClock } from './work-clock.ts'

export interface ChatOptions {
  readonly client: Client
  readonly agent: string | null
  readonly lang: string | null
  /** Where this script came from, and where more of it is. */
  readonly scriptOrigin: string
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
  readonly #composer: ComposerField
  readonly #scroll = new LogScroll()
  readonly #work = new WorkClock(() => this.#draw())
  readonly #viewActs: ChatViewActs
  readonly #messageActs: MessageActs
  #entered: ChatRoom | null = null
  #early: readonly string[] = []
  #failure: AppError | null = null
  #isVisible = true
  #said = ''
  #isStopping = false
  #note: string | null = null
  readonly #rated = new Map<string, Rated>()
  readonly #reader: OpenReader
  readonly #more: More
  readonly #voice = new ProgressVoice()
  #isDrawing = false
  /** Asked for before there was anything to focus. */
  #focusLater: { readonly composer: boolean } | null = null

  constructor(options: ChatOptions) {
    this.#options = options
    const { draft } = chatStorage(options.client.server, options.agent)
    this.#composer = new ComposerField(draft, () => this.#draw())
    this.#more = new More(options.scriptOrigin, () => this.#draw())
    this.#reader = new OpenReader({
      place: options.place,
      part: this.#more.reader,
      redraw: () => this.#drawNow(),
      onToggle: (isOpen) => options.onReader(isOpen),
    })
    this.#viewActs = this.#makeViewActs()
    this.#messageActs = this.#makeMessageActs()
    const sizes = new ResizeObserver(() => this.#draw())
    sizes.observe(options.place)
    const timer = setInterval(() => this.#tick(), 1_000)
    const leave = (): void => {
      sizes.disconnect()
      clearInterval(timer)
    }
    options.signal.addEventListener('abort', leave, { once: true })
    this.#draw()
    void this.#enter()
  }

  /** Says something, now or as soon as that can be done. */
  send(text: string): void {
    if (text.trim() === '') return
    this.#scroll.goToEnd()
    if (this.#entered === null) {
      this.#early = [...this.#early, text]
      this.#composer.keepEarly(this.#early) // until it is in the outbox of a conversation
    } else this.#entered.session.send(text)
    this.#draw()
  }

  /** Puts the keyboard where a person begins: into the composer, or on the title where that would raise keys of glass. */
  focus({ composer }: { readonly composer: boolean }): void {
    if (!this.#options.place.hasChildNodes()) this.#focusLater = { composer }
    if (composer) return this.#composer.focus()
    this.#options.place.querySelector<HTMLElement>('#chat-title')?.focus({ preventScroll: true })
  }

  /** What nobody sees isn't drawn, and is no part of the page's order. */
  show(isVisible: boolean): void {
    this.#isVisible = isVisible
    if (!isVisible) this.#reader.close()
    this.#drawNow()
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
        send: (text) => this.#sendOwn(text),
      })
      this.#entered = entered
      void entered.session.run()
      for (const text of this.#early) entered.session.send(text)
      this.#early = []
      this.#composer.keepEarly([])
    } catch (error) {
      if (signal.aborted) return
      this.#failure = error instanceof AppError ? error : new AppError(words.notHere, { code: 'unexpected' })
      if (this.#failure.retryable)
        setTimeout(() => signal.aborted || this.#failure === null || void this.#enter(), 2_000)
    }
    this.#draw()
  }

  #news(state: ThreadState, before: ThreadState): void {
    const spoken = before.draft?.text ?? ''
    if (state.draft !== null && state.draft !== before.draft) this.#sayRest(state.draft.text, spoken)
    for (const entry of state.entries.slice(before.entries.length)) {
      if (entry.kind === 'answer') {
        this.#sayRest(answerWords(entry.parts), spoken)
        this.#options.onAnswer()
      } else if (entry.kind === 'person-said') {
        this.#say(`${entry.name}: ${entry.text}`)
        this.#options.onAnswer()
      } else if (entry.kind === 'person' && entry.did === 'came') this.#say(words.personCame(entry.name))
    }
    for (const [planId, { plan }] of Object.entries(state.plans)) {
      if (plan === null || before.plans[planId]?.plan?.status === plan.status) continue
      this.#options.onPlan({ planId, status: plan.status })
      if (plan.status === 'waiting') this.#options.onAnswer()
    }
    const isLonger = state.draft !== null && before.draft === null
    if (isLonger || state.entries.length > before.entries.length) this.#scroll.added()
  }

  // What was heard while it was written isn't said again.
  #sayRest(text: string, spoken: string): void {
    const rest = text.startsWith(spoken) ? text.slice(spoken.length).trim() : text
    if (rest !== '') this.#say(rest)
  }

  #say(text: string): void {
    this.#said = text
    this.#draw()
  }

  // Seconds count on while something is at work or lost.
  #tick(): void {
    const state = this.#entered?.session.state
    if (state === undefined || !this.#isVisible) return
    const words = this.#voice.next(state.progress)
    if (words !== null) this.#said = words
    if (this.#work.isRunning || state.link.state === 'lost') this.#draw()
  }

  #draw(): void {
    if (this.#isDrawing) return
    this.#isDrawing = true
    queueMicrotask(() => {
      this.#isDrawing = false
      if (!this.#options.signal.aborted) this.#drawNow()
    })
  }

  // In what the thread speaks; before anything was said, in the page's language.
  #drawNow(): void {
    const spoken = this.#entered?.session.state.language ?? this.#options.lang
    if (this.#isVisible && this.#more.awaitsLanguage(spoken)) return
    inLanguage(spoken ?? 'en', () => this.#drawIn(spoken))
    const focus = this.#focusLater
    this.#focusLater = null
    if (focus !== null) this.focus(focus)
  }

  #drawIn(lang: string | null): void {
    const { place, canClose } = this.#options
    if (!this.#isVisible) return draw(place, [])
    const entered = this.#entered
    const state = entered?.session.state ?? null
    const now = new Date()
    const lostUntil = state === null ? null : lostUntilOf(state.link, now)
    const run = state === null ? null : runAtWork(state)
    if (this.#work.count(run?.runId ?? null)) {
      this.#isStopping = false
      this.#note = null
    }
    const card = focusedCard(place)
    draw(
      place,
      chatView({
        title: entered?.room.title ?? words.loading,
        caption: captionOf(lostUntil, now, entered?.about ?? null),
        canTryNow: lostUntil !== null,
        canClose,
        lang,
        messages:
          entered === null || !entered.isRestored ? earlyMessages(this.#early) : this.#messages(entered, lostUntil),
        trouble: this.#trouble(state),
        fine: this.#fine(entered, run !== null),
        isWorking: run !== null,
        isStopping: this.#isStopping,
        hasText: !this.#composer.isEmpty,
        hasNews: this.#scroll.hasNews,
        isWide: place.clientWidth >= WIDE,
        hasHandle: this.#more.isHere,
        reader: entered === null ? null : this.#reader.describe((id) => quotesInChat(id, entered), entered.documents),
        said: this.#said,
        on: this.#viewActs,
      }),
    )
    if (card !== null && focusedCard(place) === null && !focusInCard(place, card)) this.#focusWriting()
    this.#reader.placeQuote()
    if (this.#reader.quote === null) this.#scroll.keep()
  }

  #messages(entered: ChatRoom, lostUntil: Date | null): ReturnType<typeof messageList> {
    const { client, signal } = this.#options
    return messageList({
      state: entered.session.state,
      room: entered.room,
      reader: entered.me,
      cards: entered.cards,
      documents: entered.documents,
      clock: { now: new Date() },
      workingSeconds: this.#work.seconds,
      isStopping: this.#isStopping,
      lostUntil,
      open: this.#reader.quote,
      rated: this.#rated,
      details: this.#more.details,
      folded: (text) => this.#more.folded(text),
      ownRequest: (messageId) => this.#more.ownRequest({ client, signal, messageId, threadId: entered.room.threadId }),
      acts: this.#messageActs,
    })
  }

  #trouble(state: ThreadState | null): { readonly text: string; readonly canRetry: boolean } | null {
    if (this.#failure !== null) return { text: this.#failure.message, canRetry: true }
    return state?.link.state === 'ended' ? { text: state.link.message, canRetry: true } : null
  }

  #fine(entered: ChatRoom | null, isWorking: boolean): ChatViewProps['fine'] {
    const text = (said: string) => ({ text: said, lang: null })
    if (entered?.session.state.outbox.some((out) => out.state === 'kept') === true) return text(words.kept)
    if (this.#note !== null) return text(this.#note)
    if (isWorking && !this.#composer.isEmpty) return text(words.after)
    const lang = entered && ownQuestion(entered)?.plan.language
    if (lang) return { text: inLanguage(lang, () => planTexts.asked.sayYes), lang }
    return text(entered?.about ? words.fine(entered.about.model) : '')
  }

  /** What was written is a message, a yes or a no too: what that answers is known where the thread is. */
  #submit(): void {
    if (this.#composer.isEmpty) return
    const answer = answerInAWord(this.#composer.text)
    const card = answer && this.#entered && ownQuestion(this.#entered)
    // A card that takes no press yet takes no word either: it stays written, and the card says why.
    if (answer && card?.isInert === true) return this.#entered?.cards.act(card.plan.id, { do: answer })
    this.send(this.#composer.take())
  }

  #sendOwn(text: string): void {
    this.send(text)
    this.#focusWriting()
  }

  // Not where that would raise keys of glass.
  #focusWriting(): void {
    this.focus({ composer: matchMedia('(pointer: fine)').matches })
  }

  /** Takes back this run, or what stopping is about where none is named. */
  async #stop(named: string | null): Promise<void> {
    const session = this.#entered?.session
    if (session === undefined) return
    this.#isStopping = true
    this.#draw()
    const runId = named ?? (await session.runToStop())
    const isStopped = runId === null || (await session.stop(runId).catch(() => false))
    if (!isStopped) {
      this.#note = words.couldNotStop
      this.#say(words.couldNotStop)
    }
    // What was at work and is stopped says so by its end.
    if (!isStopped || runId !== runAtWork(session.state)?.runId) this.#isStopping = false
    this.#draw()
  }

  async #rate(messageId: string, rating: Rating): Promise<void> {
    const { client, signal } = this.#options
    this.#rated.set(messageId, { rating, state: 'sending' })
    this.#draw()
    const state = await client.giveFeedback(messageId, rating, signal).then(
      () => 'kept' as const,
      () => 'lost' as const,
    )
    // A later press has its own answer.
    if (this.#rated.get(messageId)?.rating !== rating) return
    this.#rated.set(messageId, { rating, state })
    this.#say(state === 'kept' ? screenTexts.answer.thanks : screenTexts.answer.notKept)
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
      submit: () => this.#submit(),
      write: (text) => this.#composer.write(text),
      stop: () => void this.#stop(null),
      scrolled: () => {
        if (this.#scroll.scrolled()) this.#draw()
      },
      toEnd: () => {
        this.#scroll.goToEnd()
        this.#drawNow()
        this.#scroll.focus()
      },
      made: (part, element) => this.#made(part, element),
    }
  }

  #made(part: 'log' | 'composer' | 'handle', element: Element): void {
    if (element instanceof HTMLTextAreaElement) this.#composer.made(element)
    else if (element instanceof HTMLElement && part === 'log') this.#scroll.made(element)
    else if (element instanceof HTMLElement) this.#more.makeHandle(element, this.#options.place)
  }

  #makeMessageActs(): MessageActs {
    return {
      act: (planId, act) => this.#entered?.cards.act(planId, act),
      tryNow: () => this.#entered?.session.tryNow(),
      send: (text) => this.#sendOwn(text),
      sendAgain: (key) => this.#entered?.session.sendAgain(key),
      drop: (key) => this.#entered?.session.drop(key),
      stop: (runId) => void this.#stop(runId),
      rate: (messageId, rating) => void this.#rate(messageId, rating),
      openQuote: (of, quote: Quote, from) => this.#reader.open({ of, number: quote.number }, from),
    }
  }
}

/** From this width on the reader stands beside the answer. */
const WIDE = 860
