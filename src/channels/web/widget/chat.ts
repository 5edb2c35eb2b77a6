import { AppError } from '#core/errors.ts'
import type { Rating } from '#contract/feedback.ts'
import { planUrl } from '../../inbound/plan-url.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { chatStorage, type Room } from '../browser/browser-storage.ts'
import type { ThreadState } from '../browser/thread-state.ts'
import { activeRun } from '../browser/active-run.ts'
import { chatNews } from './chat-news.ts'
import type { ChatOptions } from './chat-options.ts'
import { enterRoom, type ChatRoom } from './chat-room.ts'
import { ChatScreen } from './chat-screen.ts'
import type { ChatShown } from './chat-shown.ts'
import { Ratings } from './ratings.ts'

const words = screenTexts.chat

/** A chat on a screen, from its first moment on: what is typed before it is connected is kept and sent. */
export class Chat {
  readonly #options: ChatOptions
  readonly #screen: ChatScreen
  readonly #ratings: Ratings
  #entered: ChatRoom | null = null
  #early: readonly string[] = []
  #failure: AppError | null = null
  #isStopping = false
  #note: string | null = null
  #isListing = false
  #refused: string | null = null

  constructor(options: ChatOptions) {
    this.#options = options
    this.#ratings = new Ratings(options)
    this.#screen = new ChatScreen({
      ...options,
      shown: () => this.#shown,
      onOtherRun: () => {
        this.#isStopping = false
        this.#note = null
      },
      viewActs: {
        close: () => options.onClose(),
        tryNow: () => this.#entered?.session.tryNow(),
        toggleList: () => this.#showList(!this.#isListing),
        retry: () => this.#retry(),
        submit: () => this.#submit(),
        stop: () => void this.#stop(null),
      },
      listActs: { enter: (room) => this.#goTo(room), close: () => this.#showList(false) },
      messageActs: {
        act: (planId, act) => this.#entered?.cards.act(planId, act),
        tryNow: () => this.#entered?.session.tryNow(),
        send: (text) => this.#sendOwn(text),
        stop: (runId) => void this.#stop(runId),
        takeBack: (runId, text) => void this.#takeBack(runId, text),
        // The conversation that a person has is this one.
        leadTo: ({ lead }, { id }) =>
          lead === 'own-page' ? () => void open(planUrl(id, options.client.server)) : null,
        rate: (messageId, rating, comment) => void this.#rate(messageId, rating, comment),
      },
    })
    this.#screen.draw()
    void this.#enter()
  }

  /** Says something, now or as soon as that can be done. */
  send(text: string): void {
    if (text.trim() === '') return
    this.#screen.scroll.goToEnd()
    if (this.#entered === null) {
      this.#early = [...this.#early, text]
      this.#screen.composer.keepEarly(this.#early) // until it is in the outbox of a conversation
    } else this.#entered.session.send(text)
    this.#screen.draw()
  }

  /** Puts the keyboard where a person begins. */
  focus(on: { readonly composer: boolean }): void {
    this.#screen.focus(on)
  }

  /** What nobody sees isn't drawn, and is no part of the page's order. */
  show(isVisible: boolean): void {
    this.#screen.show(isVisible)
  }

  get #shown(): ChatShown {
    return {
      entered: this.#entered,
      early: this.#early,
      failure: this.#failure,
      isStopping: this.#isStopping,
      note: this.#note,
      isListing: this.#isListing,
      refused: this.#refused,
      rated: this.#ratings.all,
    }
  }

  async #enter(): Promise<void> {
    const { client, agent, signal } = this.#options
    this.#failure = null
    this.#screen.draw()
    try {
      const entered = await enterRoom({
        client,
        agent,
        signal,
        onChange: () => this.#screen.draw(),
        onNews: (state, before) => this.#tell(state, before),
        onSay: (text) => this.#screen.say(text),
        onRefused: (text, why) => {
          this.#screen.composer.giveBack(text)
          this.#refused = words.refused(why)
          this.#screen.draw()
        },
        refusal: (error, language) => this.#screen.refusal(error, language),
        card: this.#screen.card,
        send: (text) => this.#sendOwn(text),
      })
      this.#entered = entered
      void entered.session.run()
      for (const text of this.#early) entered.session.send(text)
      this.#early = []
      this.#screen.composer.keepEarly([])
    } catch (error) {
      if (signal.aborted) return
      this.#failure = error instanceof AppError ? error : new AppError(words.notHere, { code: 'unexpected' })
      if (this.#failure.status === 401) this.#options.onSignedOut()
      if (this.#failure.retryable)
        setTimeout(() => signal.aborted || this.#failure === null || void this.#enter(), 2_000)
    }
    this.#screen.draw()
  }

  #showList(isListing: boolean): void {
    this.#isListing = isListing
    if (!isListing) this.#screen.focusWriting()
    this.#screen.draw()
  }

  /** Goes into another conversation of this person; null begins a new one. */
  #goTo(room: Room | null): void {
    const { client, agent } = this.#options
    if (this.#entered !== null) chatStorage(client.server, agent).room(this.#entered.me.id).save(room)
    this.#refused = null
    this.#note = null
    this.#retry()
    this.#showList(false)
  }

  #retry(): void {
    this.#entered?.leave()
    this.#entered = null
    void this.#enter()
  }

  #tell(state: ThreadState, before: ThreadState): void {
    const news = chatNews(state, before)
    if (news.words !== null) this.#screen.say(news.words)
    for (const plan of news.plans) this.#options.onPlan(plan)
    for (let count = 0; count < news.answers; count++) this.#options.onAnswer()
    if (news.isLonger) this.#screen.scroll.added()
  }

  /** What was written is a message, a yes or a no too: what that answers is known where the thread is. */
  #submit(): void {
    const { composer } = this.#screen
    if (composer.isEmpty) return
    if (composer.left < 0) return this.#screen.say(words.tooLong(-composer.left))
    this.#refused = null
    const entered = this.#entered
    const part = entered?.cards.part
    const answer = part?.answerInAWord(composer.text)
    const card = answer && entered && part?.requesterQuestion(entered)
    // A card that takes no press yet takes no word either: it stays written, and the card says why.
    if (answer && card?.isInert === true) return entered?.cards.act(card.plan.id, { do: answer })
    this.send(composer.take())
  }

  #sendOwn(text: string): void {
    this.send(text)
    this.#screen.focusWriting()
  }

  /** Takes back this run, or the one at work where none is named. */
  async #stop(named: string | null): Promise<void> {
    const session = this.#entered?.session
    if (session === undefined) return
    this.#isStopping = true
    this.#screen.draw()
    const runId = named ?? activeRun(session.state)?.runId
    const why = runId === undefined ? null : await session.stop(runId, 'at-work')
    if (why !== null) {
      this.#note = why
      this.#screen.say(why)
    }
    // What was at work and is stopped says so by its end.
    if (why !== null || runId !== activeRun(session.state)?.runId) this.#isStopping = false
    this.#screen.draw()
  }

  /** Nothing is stopped for it: what has its turn by now goes on. */
  async #takeBack(runId: string, text: string | null): Promise<void> {
    const why = await this.#entered?.session.stop(runId, 'queued')
    if (why === null && text !== null) {
      this.#screen.composer.giveBack(text)
      this.#screen.composer.focus()
    }
    this.#note = why ?? null
    this.#screen.draw()
  }

  async #rate(messageId: string, rating: Rating, comment: string | null): Promise<void> {
    const answer = this.#ratings.give(messageId, rating, comment)
    this.#screen.draw()
    const said = await answer
    if (said !== null) this.#screen.say(said)
  }
}
