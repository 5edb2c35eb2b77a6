import type { AppError } from '#errors.ts'
import type { Clock } from '../../../clock-text.ts'
import { consoleTexts } from '../../../console-texts.ts'
import type { Reader } from '../../../plan-state.ts'
import type { CardState } from '../../browser/card-state.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { planCard } from '../../browser/plan-card.ts'
import type { CardAct } from '../../browser/plan-cards.ts'
import { planContext, type Conversation } from './context.ts'
import type { Trouble } from './follow-queue.ts'
import { queueList } from './list.ts'
import { nextWaiting, type QueueState } from './queue-state.ts'

/** All that the screen shows. */
export interface Shown {
  readonly state: QueueState
  readonly card: CardState | null
  readonly conversation: Conversation
  readonly trouble: Trouble | null
  /** The last sentence for a screen reader. */
  readonly said: string
  readonly now: Date
}

/** What can be done on it. */
export interface QueueScreen {
  readonly heading: 'h1' | 'h3'
  readonly reader: Reader
  addressOf(id: string): string | null
  opened(id: string): void
  closed(): void
  next(): void
  newWanted(): void
  tryAgain(): void
  act(id: string, act: CardAct): void
  allKeys(): void
}

const texts = consoleTexts.queue

/** The whole queue: what is wrong, the list, the open plan with what it is about. */
export function drawQueue(shown: Shown, screen: QueueScreen): Description {
  const { state, trouble } = shown
  const clock = { now: shown.now }
  const list = queueList(state, { ...screen, clock, hints: hints(screen) })
  return h(
    'div',
    { class: 'queue', key: 'queue' },
    h(
      'div',
      { class: state.open === null ? 'q' : 'q open' },
      trouble !== null && troubleLine(trouble, screen),
      list,
      h('section', { class: 'review', 'aria-label': texts.review }, bar(state, screen), review(shown, clock, screen)),
    ),
    h('p', { class: 'vh', role: 'status' }, shown.said),
  )
}

function troubleLine(trouble: Trouble, { tryAgain }: QueueScreen): Description {
  return h(
    'div',
    { class: 'trouble-line', role: 'alert', key: 'trouble' },
    icon('warn'),
    trouble.kind === 'lost' ? h('span', null, texts.lost) : refusal(trouble.error),
    h('button', { class: 'link', type: 'button', on: { click: tryAgain } }, texts.tryAgain),
  )
}

function refusal(error: AppError): Description {
  const { requestId } = error.details
  const request = typeof requestId === 'string' ? ` ${texts.request(requestId)}` : ''
  return h('span', null, h('b', null, texts.couldNotRead), ` ${texts.stillSafe} ${error.message}${request}`)
}

function bar(state: QueueState, { closed }: QueueScreen): Description {
  const at = state.open === null ? -1 : state.rows.indexOf(state.open)
  return h(
    'div',
    { class: 'bar' },
    h('button', { class: 'b', type: 'button', 'aria-label': texts.back, on: { click: closed } }, icon('previous')),
    at >= 0 && h('span', null, texts.place(at + 1, state.rows.length)),
  )
}

function review(shown: Shown, clock: Clock, screen: QueueScreen): Description {
  const { state, card } = shown
  const id = state.open
  if (id !== null && state.gone.has(id)) return nothing(texts.gone)
  if (id === null || card === null) return nothing(id === null && state.isRead ? texts.pick : '')
  const element = planCard({
    card,
    reader: screen.reader,
    clock,
    density: 'console',
    heading: screen.heading === 'h1' ? 'h2' : 'h3',
    lostUntil: shown.trouble?.kind === 'lost' ? shown.trouble.until : null,
    isClosed: false,
    acts: {
      act: screen.act,
      tryNow: screen.tryAgain,
      askAgain: null,
      next: nextWaiting(state) === null ? null : screen.next,
    },
  })
  return h(
    'div',
    // Scrolled by keys, and where the focus goes when a plan opens after another one.
    { class: 'scroll', tabindex: '0', key: id, role: 'group', 'aria-label': texts.review },
    h('div', { class: 'card' }, element),
    planContext(card.plan, shown.conversation, clock),
  )
}

function nothing(words: string): Description {
  return h(
    'div',
    { class: 'scroll', key: 'nothing' },
    h('div', { class: 'nothing' }, words !== '' && icon('queue'), h('p', null, words)),
  )
}

function hints({ allKeys }: QueueScreen): Description {
  const { move, hint } = consoleTexts.keys
  return h(
    'div',
    { class: 'hints' },
    h('span', null, h('kbd', null, 'J'), h('kbd', null, 'K'), move),
    h('button', { type: 'button', on: { click: allKeys } }, h('kbd', null, '?'), hint),
  )
}
