import { consoleTexts } from '#cards/texts/console-texts.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { PlanCards, type CardAct } from '../../browser/plan-cards.ts'
import type { Quote } from '../../browser/quotes.ts'
import { flushSync } from '../kit/flush-sync.ts'
import type { ScreenProps } from '../view.ts'
import { Explanations } from './explanations.ts'
import { followQueue, type QueueFollower, type Trouble } from './follow-queue.ts'
import { filterOf, type QueueFilter } from './queue-filter.ts'
import { QueuePlace } from './queue-place.ts'
import { askingCount, emptyQueue, nextWaiting, reduceQueue, rowBeside, waitingRows } from './queue-state.ts'
import type { QueueEvent, QueueState } from './queue-state.ts'
import { RuleReader } from './rule-reader.ts'
import { SeenPlans } from './seen-plans.ts'
import type { ShownQueue } from './shown-queue.ts'
import { Surroundings } from './surroundings.ts'

interface QueueDeskOptions {
  readonly props: ScreenProps
  /** What to do while nothing waits. */
  readonly hint: string
  readonly signal: AbortSignal
  readonly place: { readonly current: HTMLElement | null }
  /** It is to be drawn again. */
  changed(): void
}

/** One queue on a screen: what the server says of it, and what its reader does. */
export class QueueDesk {
  /** Where it is shown now. */
  props: ScreenProps
  readonly hint: string
  readonly explanations: Explanations
  readonly #options: QueueDeskOptions
  readonly #cards: PlanCards
  readonly #follower: QueueFollower
  readonly #openRule: RuleReader
  readonly #surroundings: Surroundings
  readonly #place: QueuePlace
  readonly #seen: SeenPlans
  #state: QueueState
  #trouble: Trouble | null = null
  #said = ''
  /** The button that last asked something in a card's place for buttons. */
  #asked: string | null = null

  constructor(options: QueueDeskOptions) {
    const { props, signal, changed } = options
    const { client, me } = props
    const say = (text: string): void => this.#say(text)
    this.props = props
    this.hint = options.hint
    this.#options = options
    this.#place = new QueuePlace(options.place)
    this.#seen = new SeenPlans(client, signal, (plan, asOf) => this.#happen({ type: 'plan-read', plan, asOf }))
    this.#state = emptyQueue(me, props.id, filterOf(props.show))
    this.#cards = new PlanCards({
      client,
      reader: me,
      signal,
      onChange: (id) => this.#cardChanged(id),
      onSay: say,
      refusal: (error, language) => Promise.resolve(inLanguage(language, () => refusedPress(error))),
      say: null,
    })
    this.#follower = followQueue({
      client,
      signal,
      state: () => this.#state,
      dispatch: (event) => this.#happen(event),
      trouble: (trouble) => this.#meet(trouble),
    })
    this.explanations = new Explanations({
      client,
      signal,
      open: () => this.#cards.get(this.#state.open ?? '')?.plan ?? null,
      changed,
      say,
      signedOut: () => this.props.signedOut(),
    })
    this.#surroundings = new Surroundings({ client, signal }, changed)
    this.#openRule = new RuleReader({ client, signal, place: this.#place, changed })
  }

  addressOf(id: string): string | null {
    return this.props.addressOf(id, this.#show)
  }

  filterAddress(filter: QueueFilter): string | null {
    return this.props.addressOf(null, filter === 'mine' ? null : filter)
  }

  filtered(filter: QueueFilter): void {
    this.props.go(null, filter === 'mine' ? null : filter)
  }

  /** The address names this plan and this filter now. */
  show(id: string | null, show: string | null): void {
    const before = this.#state
    this.#state = reduceQueue(before, { type: 'opened', id, filter: filterOf(show) })
    if (this.#state.open !== before.open) this.#openRule.close()
    this.#takeOpen()
    if (this.#state.filter !== before.filter || (id !== null && !this.#state.plans.has(id))) this.look()
    this.#options.changed()
  }

  look(): void {
    this.#follower.look()
  }

  opened(id: string): void {
    this.#go(id)
    if (!this.#place.isWide) this.#place.focusReview()
  }

  /** Leaves the card for its row; where there is room for one, by closing it. */
  back(): boolean {
    const was = this.#state.open
    if (was === null) return false
    if (!this.#place.isWide) this.#go(null)
    this.#place.focusRow(was)
    return true
  }

  move(by: 1 | -1): boolean {
    const id = rowBeside(this.#state, by)
    if (id === null) return false
    this.#go(id)
    if (this.#place.isWide) this.#place.focusRow(id)
    else this.#place.focusReview()
    return true
  }

  next(): void {
    const id = nextWaiting(this.#state)
    if (id === null) return
    this.#go(id)
    this.#place.focusReview()
  }

  newWanted(): void {
    flushSync(() => this.#happen({ type: 'new-shown' }))
    this.#place.focusRow(this.#state.rows[0] ?? null)
  }

  act(id: string, act: CardAct): void {
    if (act.do === 'ask') this.#asked = act.asking
    this.#cards.act(id, act)
  }

  openQuote(of: string, { number }: Quote, from: HTMLElement): void {
    this.#openRule.open({ of, number }, from)
  }

  shown(): ShownQueue {
    const open = this.#state.open ?? ''
    const card = this.#cards.get(open)
    return {
      state: this.#state,
      card,
      explanation: card && this.explanations.of(card.plan),
      ...this.#surroundings.of(card?.plan ?? null),
      trouble: this.#trouble,
      reader: card && this.#openRule.beside(card),
      said: this.#said,
    }
  }

  /** After a drawing. `hadFocus`: before it the focus was somewhere in here. */
  drawn(hadFocus: boolean): void {
    this.#openRule.placeQuote()
    if (!hadFocus || this.#place.root.contains(document.activeElement)) return
    // A question takes the focus itself.
    if (this.#cards.get(this.#state.open ?? '')?.asking) return
    // What had the focus isn't there any more.
    this.#place.focusButton(this.#asked)
    this.#asked = null
  }

  // Where it leads is drawn when this comes back, so that the focus finds its place there.
  #go(id: string | null): void {
    flushSync(() => this.props.go(id, this.#show))
  }

  #happen(event: QueueEvent): void {
    const before = this.#state
    this.#state = reduceQueue(before, event)
    const { length } = this.#state.fresh
    if (length > before.fresh.length) this.#said = consoleTexts.queue.fresh(length)
    this.#takeOpen()
    const [first] = waitingRows(this.#state)
    if (first !== undefined && this.#state.open === null && this.#place.isWide) this.#go(first)
    this.#count()
    this.#options.changed()
  }

  #meet(trouble: Trouble | null): void {
    if (trouble?.kind === 'refused' && trouble.error.status === 401) return this.props.signedOut()
    if (trouble === null && this.#trouble !== null) this.#recover()
    this.#trouble = trouble
    this.#options.changed()
  }

  #recover(): void {
    this.#said = consoleTexts.queue.connected
    this.#surroundings.recover()
    this.#takeOpen()
  }

  #say(text: string): void {
    this.#said = text
    this.#options.changed()
  }

  #count(): void {
    this.props.count(askingCount(this.#state))
  }

  // The card is of the plan as the queue knows it; what is pressed on it comes back by `#cardChanged`.
  #takeOpen(): void {
    const plan = this.#state.plans.get(this.#state.open ?? '')
    if (plan === undefined) return
    this.#cards.take(plan)
    this.explanations.look(plan)
    this.#seen.tell(plan)
    this.#surroundings.look(plan)
  }

  #cardChanged(id: string): void {
    const plan = this.#cards.get(id)?.plan
    if (plan !== undefined && this.#state.plans.get(id) !== plan) {
      const wasAsked = this.#state.asking.has(id)
      this.#state = reduceQueue(this.#state, { type: 'plan-read', plan, asOf: performance.now() })
      this.#count()
      if (wasAsked && !this.#state.asking.has(id)) this.#answered(id)
    }
    this.#options.changed()
  }

  // What was answered stays as a line with its result, and the next one opens.
  #answered(id: string): void {
    this.look()
    if (this.#state.open === id) this.next()
  }

  get #show(): string | null {
    return this.#state.filter === 'mine' ? null : this.#state.filter
  }
}
