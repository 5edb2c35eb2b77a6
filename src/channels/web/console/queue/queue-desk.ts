import type { PlanView } from '#contract/plan.ts'
import { consoleTexts } from '../../../console-texts.ts'
import { draw } from '../../browser/draw.ts'
import { Documents } from '../../browser/documents.ts'
import { quotesOfPlan } from '../../browser/goes-by.ts'
import { OpenReader } from '../../browser/open-reader.ts'
import { PlanCards, type CardAct } from '../../browser/plan-cards.ts'
import type { Quote } from '../../browser/quotes.ts'
import type { ViewPlace } from '../view.ts'
import { Conversations } from './conversations.ts'
import { Explanations } from './explanations.ts'
import { followQueue, type QueueFollower, type Trouble } from './follow-queue.ts'
import { keysDialog } from './keys-dialog.ts'
import { filterOf, type QueueFilter } from './queue-filter.ts'
import { drawQueue, type QueueActs } from './queue-screen.ts'
import {
  emptyQueue,
  nextWaiting,
  reduceQueue,
  rowBeside,
  waitingRows,
  type QueueEvent,
  type QueueState,
} from './queue-state.ts'

/** From here on list and card stand side by side. As in the stylesheet. */
const WIDE_PX = 620

/** One queue on a screen: what the server says of it, what its reader does, and the drawing of both. */
export class QueueDesk implements QueueActs {
  readonly heading: ViewPlace['heading']
  readonly reader: ViewPlace['me']
  readonly hint: string
  readonly #place: ViewPlace
  readonly #cards: PlanCards
  readonly #follower: QueueFollower
  readonly #explanations: Explanations
  readonly #documents: Documents
  readonly #openRule: OpenReader
  readonly #conversations: Conversations
  readonly #shownPlans = new Set<string>()
  #state: QueueState
  #trouble: Trouble | null = null
  #said = ''
  /** The button that last asked something in a card's place for buttons. */
  #asked: string | null = null

  constructor(place: ViewPlace, hint: string) {
    const { client, me, signal } = place
    this.#place = place
    this.heading = place.heading
    this.reader = me
    this.hint = hint
    this.#state = emptyQueue(me, place.id, filterOf(place.show))
    this.#cards = new PlanCards({
      client,
      reader: me,
      signal,
      onChange: (id) => this.#cardChanged(id),
      onSay: (text) => this.#say(text),
      say: null,
    })
    this.#follower = followQueue({
      client,
      signal,
      state: () => this.#state,
      dispatch: (event) => this.#happen(event),
      trouble: (trouble) => this.#meet(trouble),
    })
    this.#explanations = new Explanations(place, {
      open: () => this.#cards.get(this.#state.open ?? '')?.plan ?? null,
      changed: () => this.redraw(),
      say: (text) => this.#say(text),
    })
    this.#conversations = new Conversations(place, () => this.redraw())
    this.#documents = new Documents({ client, signal, onChange: () => this.redraw() })
    this.#openRule = new OpenReader({ place: place.root, redraw: () => this.redraw(), onToggle: () => undefined })
    this.#keepTime(signal)
  }

  addressOf(id: string): string | null {
    return this.#place.addressOf(id, this.#show)
  }

  filterAddress(filter: QueueFilter): string | null {
    return this.#place.addressOf(null, filter === 'mine' ? null : filter)
  }

  filtered(filter: QueueFilter): void {
    this.#place.go(null, filter === 'mine' ? null : filter)
  }

  /** The address names this plan and this filter now. */
  show(id: string | null, show: string | null): void {
    const before = this.#state
    this.#state = reduceQueue(before, { type: 'opened', id, filter: filterOf(show) })
    if (this.#state.open !== before.open) this.#openRule.close()
    this.#takeOpen()
    if (this.#state.filter !== before.filter || (id !== null && !this.#state.plans.has(id))) this.look()
    this.redraw()
  }

  look(): void {
    this.#follower.look()
  }

  opened(id: string): void {
    this.#place.go(id, this.#show)
    if (!this.#isWide) this.#focusReview()
  }

  /** Leaves the card for its row; where there is room for one, by closing it. */
  back(): boolean {
    const was = this.#state.open
    if (was === null) return false
    if (!this.#isWide) this.#place.go(null, this.#show)
    this.#focusRow(was)
    return true
  }

  /** Opens the row after or before the open one. */
  move(by: 1 | -1): boolean {
    const id = rowBeside(this.#state, by)
    if (id === null) return false
    this.#place.go(id, this.#show)
    if (this.#isWide) this.#focusRow(id)
    else this.#focusReview()
    return true
  }

  next(): void {
    const id = nextWaiting(this.#state)
    if (id === null) return
    this.#place.go(id, this.#show)
    this.#focusReview()
  }

  newWanted(): void {
    this.#happen({ type: 'new-shown' })
    this.#focusRow(this.#state.rows[0] ?? null)
  }

  act(id: string, act: CardAct): void {
    this.#asked = act.do === 'ask' ? act.asking : this.#asked
    this.#cards.act(id, act)
  }

  openQuote(of: string, { number }: Quote, from: HTMLElement): void {
    this.#openRule.open({ of, number }, from)
  }

  explainAgain(): void {
    this.#explanations.again()
  }

  allKeys(): boolean {
    keysDialog(this.#place.signal)
    return true
  }

  redraw(): void {
    const { root, signal } = this.#place
    if (signal.aborted) return
    const open = this.#state.open ?? ''
    const card = this.#cards.get(open)
    const shown = {
      state: this.#state,
      card,
      explanation: card && this.#explanations.of(card.plan),
      conversation: this.#conversations.of(open),
      trouble: this.#trouble,
      reader: card && this.#openRule.describe((id) => (id === open ? quotesOfPlan(card.plan) : null), this.#documents),
      said: this.#said,
      now: new Date(),
    }
    const hadFocus = root.contains(document.activeElement)
    draw(root, [drawQueue(shown, this)])
    this.#openRule.placeQuote()
    if (hadFocus && !root.contains(document.activeElement)) this.#keepFocus()
  }

  // What had the focus isn't there any more: back to the button that it came from, else to the card.
  #keepFocus(): void {
    const button = this.#place.root.querySelector<HTMLElement>(`.review [data-act="${this.#asked ?? ''}"]`)
    this.#asked = null
    if (button === null) this.#focusReview()
    else button.focus()
  }

  #happen(event: QueueEvent): void {
    const before = this.#state
    this.#state = reduceQueue(before, event)
    const fresh = this.#state.fresh.length
    if (fresh > before.fresh.length) this.#said = consoleTexts.queue.fresh(fresh)
    this.#takeOpen()
    if (this.#state.open === null && this.#isWide) this.#openFirst()
    this.#count()
    this.redraw()
  }

  #meet(trouble: Trouble | null): void {
    if (trouble?.kind === 'refused' && trouble.error.status === 401) return this.#place.signedOut()
    if (trouble === null && this.#trouble !== null) this.#recover()
    this.#trouble = trouble
    this.redraw()
  }

  #recover(): void {
    this.#said = consoleTexts.queue.connected
    this.#conversations.recover()
    this.#takeOpen()
  }

  #say(text: string): void {
    this.#said = text
    this.redraw()
  }

  #count(): void {
    this.#place.count(this.#state.asking.size)
  }

  // The card is of the plan as the queue knows it; what is pressed on it comes back by `#cardChanged`.
  #takeOpen(): void {
    const plan = this.#state.plans.get(this.#state.open ?? '')
    if (plan === undefined) return
    this.#cards.take(plan)
    this.#explanations.look(plan)
    this.#shown(plan)
    this.#conversations.look(plan.id)
  }

  // Reading it by itself tells the server that it is before its reader's eyes, once for each form that it takes.
  #shown({ id, digest }: PlanView): void {
    const { client, signal } = this.#place
    const shown = `${id} ${digest ?? ''}`
    if (document.hidden || digest === null || this.#shownPlans.has(shown)) return
    this.#shownPlans.add(shown)
    client.readPlan(id, signal).catch(() => this.#shownPlans.delete(shown))
  }

  #cardChanged(id: string): void {
    const plan = this.#cards.get(id)?.plan
    if (plan !== undefined && this.#state.plans.get(id) !== plan) {
      const wasAsked = this.#state.asking.has(id)
      this.#state = reduceQueue(this.#state, { type: 'plan-read', plan, asOf: performance.now() })
      this.#count()
      if (wasAsked && !this.#state.asking.has(id)) this.#answered(id)
    }
    this.redraw()
  }

  // What was answered stays as a line with its result, and the next one opens.
  #answered(id: string): void {
    this.look()
    if (this.#state.open === id) this.next()
  }

  #openFirst(): void {
    const [first] = waitingRows(this.#state)
    if (first !== undefined) this.#place.go(first, this.#show)
  }

  get #show(): string | null {
    return this.#state.filter === 'mine' ? null : this.#state.filter
  }

  get #isWide(): boolean {
    return this.#place.root.clientWidth >= WIDE_PX
  }

  #focusRow(id: string | null): void {
    const row = id === null ? null : this.#place.root.querySelector<HTMLElement>(`.row[data-plan="${CSS.escape(id)}"]`)
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }

  #focusReview(): void {
    this.#place.root.querySelector<HTMLElement>('.review .card')?.focus()
  }

  // A countdown while nobody answers; deadlines and "2 min ago" otherwise.
  #keepTime(signal: AbortSignal): void {
    let seconds = 0
    const clock = setInterval(() => {
      seconds += 1
      if (this.#trouble?.kind === 'lost' || seconds % 15 === 0) this.redraw()
    }, 1_000)
    signal.addEventListener('abort', () => clearInterval(clock))
  }
}
