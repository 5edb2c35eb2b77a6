import type { AppError } from '#core/errors.ts'
import type { Clock } from '../../../clock-text.ts'
import { consoleTexts } from '../../../console-texts.ts'
import type { Reader } from '../../../plan-state.ts'
import type { CardState } from '../../browser/card-state.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { planCard } from '../../browser/plan-card.ts'
import type { CardAct } from '../../browser/plan-cards.ts'
import type { Quote } from '../../browser/quotes.ts'
import { troubleLine } from '../trouble-line.ts'
import { planContext, type Conversation } from './context.ts'
import type { Explanation } from './explanations.ts'
import type { Trouble } from './follow-queue.ts'
import { nothingListed, queueList } from './list.ts'
import type { QueueFilter } from './queue-filter.ts'
import { nextWaiting, type QueueState } from './queue-state.ts'
import { recognisedLines } from './recognised-lines.ts'
import { rulesTold } from './rules-told.ts'

/** All that the acts shows. */
export interface Shown {
  readonly state: QueueState
  readonly card: CardState | null
  readonly conversation: Conversation
  /** Why the rules decided on the open plan as they did; null where nobody asked. */
  readonly explanation: Explanation | null
  readonly trouble: Trouble | null
  /** The document of a rule that the open plan goes by, where one is open. */
  readonly reader: Description | null
  /** The last sentence for a acts reader. */
  readonly said: string
  readonly now: Date
}

/** What can be done on it, and for whom it is. */
export interface QueueActs {
  readonly heading: 'h1' | 'h3'
  readonly reader: Reader
  /** What to do while nothing waits. */
  readonly hint: string
  addressOf(id: string): string | null
  filterAddress(filter: QueueFilter): string | null
  filtered(filter: QueueFilter): void
  opened(id: string): void
  back(): boolean
  next(): void
  newWanted(): void
  look(): void
  act(id: string, act: CardAct): void
  openQuote(of: string, quote: Quote, from: HTMLElement): void
  /** Reads again why the rules decided as they did. */
  explainAgain(): void
  allKeys(): boolean
}

const texts = consoleTexts.queue

/** The whole queue: what is wrong, the list, the open plan with what it is about. */
export function drawQueue(shown: Shown, acts: QueueActs): Description {
  const { state, trouble } = shown
  const clock = { now: shown.now }
  const list = queueList(state, {
    heading: acts.heading,
    hint: acts.hint,
    clock,
    hints: hints(acts),
    addressOf: (id) => acts.addressOf(id),
    filterAddress: (filter) => acts.filterAddress(filter),
    filtered: (filter) => acts.filtered(filter),
    opened: (id) => acts.opened(id),
    newWanted: () => acts.newWanted(),
  })
  return h(
    'div',
    { class: 'queue', key: 'queue' },
    h(
      'div',
      { class: state.open === null ? 'q' : 'q open' },
      trouble !== null &&
        troubleLine(trouble.kind === 'lost' ? h('span', null, texts.lost) : refusal(trouble.error), () => acts.look()),
      list,
      h('section', { class: 'review', 'aria-label': texts.review }, bar(state, acts), review(shown, clock, acts)),
    ),
    h('p', { class: 'vh', role: 'status' }, shown.said),
  )
}

function refusal(error: AppError): Description {
  const { requestId } = error.details
  const request = typeof requestId === 'string' ? ` ${texts.request(requestId)}` : ''
  return h('span', null, h('b', null, texts.couldNotRead), ` ${texts.stillSafe} ${error.message}${request}`)
}

function bar(state: QueueState, acts: QueueActs): Description {
  const at = state.open === null ? -1 : state.rows.indexOf(state.open)
  return h(
    'div',
    { class: 'bar' },
    h(
      'button',
      { class: 'b', type: 'button', 'aria-label': texts.back, on: { click: () => acts.back() } },
      icon('previous'),
    ),
    // The list's own heading is out of sight while a plan lies over it.
    h(acts.heading, null, at < 0 ? texts.review : texts.place(at + 1, state.rows.length)),
  )
}

function review(shown: Shown, clock: Clock, acts: QueueActs): Description {
  const { state, card } = shown
  const id = state.open
  if (id !== null && state.gone.has(id)) return nothing(texts.gone)
  if (id === null || card === null) return noCard(state, acts)
  const element = planCard({
    card,
    reader: acts.reader,
    clock,
    density: 'console',
    heading: acts.heading === 'h1' ? 'h2' : 'h3',
    lostUntil: shown.trouble?.kind === 'lost' ? shown.trouble.until : null,
    isClosed: false,
    recognised: recognisedLines(card.plan, acts.reader),
    rules: rulesTold(shown.explanation, () => acts.explainAgain()),
    acts: {
      act: (id, act) => acts.act(id, act),
      tryNow: () => acts.look(),
      askAgain: null,
      next: nextWaiting(state) === null ? null : () => acts.next(),
      openQuote: (quote, from) => acts.openQuote(id, quote, from),
    },
  })
  return h(
    'div',
    { class: shown.reader === null ? 'scroll' : 'scroll reading', key: id },
    // Scrolled by keys, and where the focus goes when a plan opens after another one.
    h('div', { class: 'card', tabindex: '0', role: 'group', 'aria-label': texts.plan }, element),
    shown.reader ?? planContext(card.plan, shown.conversation, clock),
  )
}

function noCard(state: QueueState, { hint }: QueueActs): Description {
  if (!state.isRead || state.open !== null) return h('div', { class: 'scroll', key: 'reading', 'aria-busy': 'true' })
  if (state.rows.length > 0) return nothing(texts.pick)
  return h('div', { class: 'scroll', key: 'nothing' }, nothingListed(state, hint))
}

function nothing(words: string): Description {
  return h(
    'div',
    { class: 'scroll', key: 'nothing' },
    h('div', { class: 'nothing' }, icon('queue'), h('p', null, h('b', null, words))),
  )
}

function hints(acts: QueueActs): Description {
  const { move, hint } = consoleTexts.keys
  return h(
    'div',
    { class: 'hints' },
    h('span', null, h('kbd', null, 'J'), h('kbd', null, 'K'), move),
    h('button', { type: 'button', on: { click: () => acts.allKeys() } }, h('kbd', null, '?'), hint),
  )
}
