import { screenTexts } from '#cards/texts/screen-texts.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { chatStorage } from '../browser/browser-storage.ts'
import { draw } from '../browser/draw.ts'
import { OpenReader } from '../browser/open-reader.ts'
import type { PlanCardsOptions } from '../browser/plan-cards.ts'
import { activeRun } from '../browser/active-run.ts'
import type { ChatOptions } from './chat-options.ts'
import type { ChatRoom } from './chat-room.ts'
import { WIDE, type ChatShown } from './chat-shown.ts'
import { chatView, type ChatViewActs, type ChatViewProps } from './chat-view.ts'
import { ComposerField } from './composer-field.ts'
import { fineOf, troubleOf } from './composer-lines.ts'
import type { ConversationListOptions } from './conversation-list.ts'
import { focusedCard, focusInCard } from './focused-card.ts'
import { connectionText, lostUntilOf } from './connection-text.ts'
import { KeptViews } from './kept-views.ts'
import { LogScroll } from './log-scroll.ts'
import { earlyMessages, messageList } from './message-list.ts'
import type { MessageActs } from './message-props.ts'
import type { CardSource } from './later-cards.ts'
import { More } from './more.ts'
import { PersonInChat } from './person-in-chat.ts'
import { ProgressVoice } from './progress-voice.ts'
import { quotesInChat } from './quotes-in-chat.ts'
import { WorkClock } from './work-clock.ts'

export interface ChatScreenOptions extends Omit<ChatOptions, 'onPlan' | 'onAnswer' | 'onClose'> {
  shown(): ChatShown
  /** Another run is at work than at the last drawing. */
  onOtherRun(): void
  readonly viewActs: Pick<ChatViewActs, 'close' | 'tryNow' | 'toggleList' | 'retry' | 'submit' | 'stop'>
  readonly listActs: Pick<ConversationListOptions, 'enter' | 'close'>
  readonly messageActs: Omit<MessageActs, 'openQuote'>
}

const words = screenTexts.chat

/** Draws a chat, again and again: its place on the page, with what has a life of its own there. */
export class ChatScreen {
  readonly composer: ComposerField
  readonly scroll = new LogScroll()
  readonly #options: ChatScreenOptions
  readonly #work = new WorkClock(() => this.draw())
  readonly #reader: OpenReader
  readonly #more: More
  readonly #person: PersonInChat
  readonly #voice = new ProgressVoice()
  #kept = new KeptViews()
  readonly #viewActs: ChatViewActs
  readonly #messageActs: MessageActs
  #isVisible = true
  #said = ''
  #isDrawing = false
  /** Asked for before there was anything to focus. */
  #focusLater: { readonly composer: boolean } | null = null

  constructor(options: ChatScreenOptions) {
    this.#options = options
    const { draft } = chatStorage(options.client.server, options.agent)
    this.composer = new ComposerField(draft, () => this.draw())
    this.#more = new More(options.scriptOrigin, () => {
      this.#kept = new KeptViews() // in a language that came, perhaps
      this.draw()
    })
    this.#person = new PersonInChat(options, this.#more, () => this.#drawNow())
    this.#reader = new OpenReader({
      place: options.place,
      part: this.#more.reader,
      redraw: () => this.#drawNow(),
      onToggle: (isOpen) => options.onReader(isOpen),
    })
    this.#viewActs = this.#makeViewActs()
    this.#messageActs = {
      ...options.messageActs,
      openQuote: (of, { number }, from) => this.#reader.open({ of, number }, from),
    }
    const sizes = new ResizeObserver(() => this.draw())
    sizes.observe(options.place)
    const timer = setInterval(() => this.#tick(), 1_000)
    options.signal.addEventListener('abort', () => sizes.disconnect(), { once: true })
    options.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }

  /** Puts the keyboard where a person begins: into the composer, or on the title where that would raise keys of glass. */
  focus({ composer }: { readonly composer: boolean }): void {
    if (!this.#options.place.hasChildNodes()) this.#focusLater = { composer }
    if (composer) return this.composer.focus()
    this.#options.place.querySelector<HTMLElement>('#chat-title')?.focus({ preventScroll: true })
  }

  /** Into the composer, where that doesn't raise keys of glass. */
  focusWriting(): void {
    this.focus({ composer: matchMedia('(pointer: fine)').matches })
  }

  /** What nobody sees isn't drawn, and is no part of the page's order. */
  show(isVisible: boolean): void {
    this.#isVisible = isVisible
    if (!isVisible) this.#reader.close()
    this.#drawNow()
  }

  /** Tells a screen reader. */
  say(text: string): void {
    this.#said = text
    this.draw()
  }

  /** Why a press wasn't taken, in a language, and what leads on. */
  readonly refusal: PlanCardsOptions['refusal'] = (error, language) => this.#more.refusal(error, language)

  /** What draws cards. */
  get card(): CardSource {
    return this.#more.card
  }

  /** Draws it as it is once all that happens now has happened. */
  draw(): void {
    if (this.#isDrawing) return
    this.#isDrawing = true
    queueMicrotask(() => {
      this.#isDrawing = false
      if (!this.#options.signal.aborted) this.#drawNow()
    })
  }

  // Seconds count on while something is at work or lost.
  #tick(): void {
    const state = this.#options.shown().entered?.session.state
    if (state === undefined || !this.#isVisible) return
    const part = this.#options.shown().entered?.cards.part
    const progress = part && state.progress ? this.#voice.next(part.progressWords(state.progress)) : null
    if (progress !== null) this.#said = progress
    if (this.#work.isRunning || state.link.state === 'lost') this.draw()
    this.#person.tell({ isAtEnd: !this.scroll.hasNews, written: this.composer.text })
  }

  // In what the thread speaks; before anything was said, in the page's language.
  #drawNow(): void {
    const spoken = this.#options.shown().entered?.session.state.language ?? this.#options.lang
    if (this.#isVisible && this.#more.awaitsLanguage(spoken)) return
    inLanguage(spoken ?? 'en', () => this.#drawIn(spoken))
    const focus = this.#focusLater
    this.#focusLater = null
    if (focus !== null) this.focus(focus)
  }

  #drawIn(lang: string | null): void {
    const { place } = this.#options
    if (!this.#isVisible) return draw(place, [])
    const state = this.#options.shown().entered?.session.state ?? null
    const run = state === null ? null : activeRun(state)
    if (this.#work.count(run?.runId ?? null)) this.#options.onOtherRun()
    const card = focusedCard(place)
    draw(place, chatView(this.#describe(lang, run !== null)))
    if (!this.#options.shown().isListing) this.#options.shown().entered?.see()
    if (card !== null && focusedCard(place) === null && !focusInCard(place, card)) this.focusWriting()
    this.#reader.placeQuote()
    if (this.#reader.quote === null) this.scroll.keep()
  }

  #describe(lang: string | null, isWorking: boolean): ChatViewProps {
    const { place, canClose } = this.#options
    const shown = this.#options.shown()
    const { entered, isStopping } = shown
    const now = new Date()
    const lostUntil = entered === null ? null : lostUntilOf(entered.session.state.link, now)
    return {
      title: entered?.room.title ?? words.loading,
      caption: connectionText(lostUntil, now, this.#person.here),
      canTryNow: lostUntil !== null,
      ...this.#person.described,
      canClose,
      lang,
      messages: entered?.isRestored ? this.#messages(entered, lostUntil) : earlyMessages(shown.early),
      list: this.#list(shown),
      trouble: troubleOf(shown),
      fine: fineOf(shown, this.composer.left),
      isWorking,
      isStopping,
      hasText: !this.composer.isEmpty,
      isTooLong: this.composer.left < 0,
      hasNews: this.scroll.hasNews,
      isWide: place.clientWidth >= WIDE,
      hasHandle: this.#more.hasHandle,
      reader: entered === null ? null : this.#reader.describe((id) => quotesInChat(id, entered), entered.documents),
      said: this.#said,
      on: this.#viewActs,
    }
  }

  #list({ isListing, entered }: ChatShown): ChatViewProps['list'] {
    if (!isListing) {
      this.#more.leaveConversations()
      return null
    }
    const { client, agent, signal, listActs } = this.#options
    return this.#more.conversations({
      ...{ client, agent, signal, ...listActs },
      here: () => entered?.room.threadId ?? null,
      language: () => entered?.session.state.language ?? null,
      say: (text) => this.say(text),
    })
  }

  #messages(entered: ChatRoom, lostUntil: Date | null): ReturnType<typeof messageList> {
    const { client, signal, shown } = this.#options
    const { isStopping, rated } = shown()
    const { room, me: reader, cards, documents, session } = entered
    return messageList({
      ...{ room, reader, cards, documents, state: session.state },
      clock: { now: new Date() },
      workingSeconds: this.#work.seconds,
      isStopping,
      lostUntil,
      open: this.#reader.quote,
      rated,
      details: this.#more.details,
      kept: this.#kept,
      pendingCard: () => this.#more.pendingCard(),
      folded: (text) => this.#more.folded(text),
      ownRequest: (messageId) => this.#more.ownRequest({ client, signal, messageId, threadId: room.threadId }),
      acts: this.#messageActs,
    })
  }

  #makeViewActs(): ChatViewActs {
    return {
      ...this.#options.viewActs,
      askPerson: () => this.#person.toggle(),
      write: (text) => this.composer.write(text),
      scrolled: () => {
        if (this.scroll.scrolled()) this.draw()
      },
      toEnd: () => {
        this.scroll.goToEnd()
        this.#drawNow()
        this.scroll.focus()
      },
      made: (part, element) => this.#made(part, element),
    }
  }

  #made(part: 'log' | 'composer' | 'handle', element: Element): void {
    if (element instanceof HTMLTextAreaElement) this.composer.made(element)
    else if (element instanceof HTMLElement && part === 'log') this.scroll.made(element)
    else if (element instanceof HTMLElement) this.#more.makeHandle(element, this.#options.place)
  }
}
