import { clockText, type Clock } from '../../../clock-text.ts'
import { consoleTexts } from '../../../console-texts.ts'
import { quotedWords } from '../../../asked-for.ts'
import { askedTimes } from '../../../queue-order.ts'
import { isOtherNow, planState } from '../../../plan-state.ts'
import { planTexts } from '../../../plan-texts.ts'
import { visibleText } from '../../../visible-text.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { asksReader, belongs, isUndecided, type QueueFilter } from './queue-filter.ts'
import type { QueueState } from './queue-state.ts'
import type { PlanView } from '#contract/plan.ts'

/** What can be done in the list, and where it stands. */
export interface ListOptions {
  /** The heading of the page, or one inside another page. */
  readonly heading: 'h1' | 'h3'
  readonly clock: Clock
  readonly hints: Description
  /** What to do while nothing waits. */
  readonly hint: string
  /** Null where rows have no address of their own. */
  addressOf(id: string): string | null
  /** The address of a filter; null where there is none to choose. */
  filterAddress(filter: QueueFilter): string | null
  filtered(filter: QueueFilter): void
  opened(id: string): void
  newWanted(): void
}

const texts = consoleTexts.queue

/** What waits for its reader, and what they have answered since. */
export function queueList(state: QueueState, options: ListOptions): Description {
  return h(
    'div',
    { class: 'list' },
    h(
      'div',
      { class: 'lh' },
      h(options.heading, null, texts.title),
      state.isRead && h('span', null, texts.waitForYou(state.asking.size)),
    ),
    filters(state, options),
    state.fresh.length > 0 && newOnes(state.fresh.length, options),
    state.isRead && state.rows.length === 0
      ? nothingListed(state, options.hint)
      : h(
          'ul',
          { class: 'rows', 'aria-label': texts.list, 'aria-busy': state.isRead ? null : 'true' },
          rows(state, options),
        ),
    options.hints,
  )
}

function newOnes(count: number, options: ListOptions): Description {
  const attributes = {
    class: 'b',
    type: 'button',
    'aria-label': texts.showFresh(count),
    on: { click: options.newWanted },
  }
  return h('div', { class: 'freshly' }, h('button', attributes, texts.fresh(count)))
}

const FILTERS: readonly QueueFilter[] = ['mine', 'everyone', 'decided']

function filters(state: QueueState, options: ListOptions): Description | null {
  const links = FILTERS.flatMap((filter) => {
    const path = options.filterAddress(filter)
    if (path === null) return []
    const click = plainClick(() => options.filtered(filter))
    const current = filter === state.filter ? 'true' : null
    return [h('a', { key: filter, path, 'aria-current': current, on: { click } }, texts.filters[filter])]
  })
  return links.length === 0 ? null : h('nav', { class: 'filter', 'aria-label': texts.filter }, links)
}

/** What stands where rows would: nothing, and what to do about it. */
export function nothingListed(state: QueueState, hint: string): Description {
  const words = texts.nothing[state.filter]
  const others = state.filter === 'mine' && state.others > 0 ? ` ${texts.emptyOthers(state.others)}` : ''
  return h(
    'div',
    { class: 'nothing' },
    icon('queue'),
    h('p', null, h('b', null, words), others),
    state.filter === 'mine' && h('p', null, hint),
  )
}

// Who wants a new tab gets one.
function plainClick(does: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    does()
  }
}

function rows(state: QueueState, options: ListOptions): readonly Description[] {
  if (!state.isRead) {
    return ['1', '2', '3'].map((key) => h('li', { class: 'skeleton', key, 'aria-hidden': 'true' }, h('span', null)))
  }
  const times = askedTimes(waitingPlans(state))
  return state.rows.map((id) => h('li', { key: id }, row(id, state, { ...options, times })))
}

interface RowOptions extends ListOptions {
  /** How often what a plan asks for is asked for. */
  times(plan: PlanView): number
}

function row(id: string, state: QueueState, options: RowOptions): Description {
  const plan = state.plans.get(id)
  const attributes = {
    class: plan !== undefined && belongs(plan, state.filter, state.reader) ? 'row' : 'row over',
    'aria-current': state.open === id ? 'true' : null,
    'data-plan': id,
    on: { click: plainClick(() => options.opened(id)) },
  }
  const cells =
    plan === undefined || state.gone.has(id)
      ? [h('span', { class: 't' }, texts.notYours)]
      : cellsOf(plan, state, options)
  const address = options.addressOf(id)
  return address === null
    ? h('button', { ...attributes, type: 'button' }, cells)
    : h('a', { ...attributes, path: address }, cells)
}

function cellsOf(plan: PlanView, state: QueueState, { clock, times }: RowOptions): readonly Description[] {
  const asks = asksReader(plan, state.reader)
  const left = isUndecided(plan) ? timeLeft(plan, clock) : null
  const marks = asks ? flagsOf(plan, times(plan)) : []
  return [
    h('span', { class: 't' }, visibleText(plan.effects[0]?.title ?? plan.title)),
    left === null ? h('span', { class: 'd' }) : h('span', { class: left.isSoon ? 'd soon' : 'd' }, left.text),
    h('span', { class: 'm' }, asks ? aboutText(plan) : stateText(plan, state, clock)),
    ...saidText(plan),
    ...(marks.length === 0 ? [] : [h('span', { class: 'flags' }, marks)]),
  ]
}

// What is listed for its state says whose it is, too.
function stateText(plan: PlanView, { filter, reader }: QueueState, clock: Clock): string {
  const { words } = planState(plan, reader, clock)
  return filter === 'mine' ? words : visibleText(`${plan.requester.name} · ${words}`)
}

// Who, and the kinds of its steps by their verbs: "Maya Lindqvist · refund and mail".
function aboutText({ requester, effects }: PlanView): string {
  const verbs = effects.map(({ title }) => (title.trim().split(/\s/)[0] ?? '').toLowerCase())
  const kinds = [...new Set(verbs.filter((verb) => verb !== ''))]
  return visibleText(kinds.length === 0 ? requester.name : texts.stepsOf(requester.name, kinds))
}

// In which words it was asked for.
function saidText(plan: PlanView): readonly Description[] {
  const words = quotedWords(plan)
  return words === null ? [] : [h('span', { class: 'm words' }, visibleText(words))]
}

// As the rows have them: what is no longer listed isn't asked any more.
function waitingPlans({ plans, rows, moved }: QueueState): readonly PlanView[] {
  return rows.flatMap((id) => (moved.has(id) ? [] : (plans.get(id) ?? [])))
}

function flagsOf(plan: PlanView, times: number): readonly Description[] {
  const flag = (name: 'warn' | 'question-round' | 'swap', words: string): Description =>
    h('span', { class: 'flag', key: name }, icon(name), words)
  const hasUnchecked = plan.effects.some((effect) => effect.arguments.some((argument) => argument.unchecked))
  return [
    ...(plan.status === 'unknown' ? [flag('question-round', texts.notKnown)] : []),
    ...(isOtherNow(plan) ? [flag('swap', texts.changed)] : []),
    ...(hasUnchecked ? [flag('warn', texts.unchecked)] : []),
    ...(plan.intent?.basis === 'inferred' ? [flag('question-round', texts.inferred)] : []),
    ...(times > 1 ? [h('span', { class: 'flag same', key: 'same' }, planTexts.card.timesAsked(times))] : []),
  ]
}

const SOON_MINUTES = 60

// Never more than is left: 89 minutes are "1 h left".
function timeLeft(plan: PlanView, clock: Clock): { readonly text: string; readonly isSoon: boolean } | null {
  if (plan.status === 'unknown') return { text: texts.since(clockText(plan.createdAt, clock)), isSoon: true }
  if (plan.expiresAt === null) return null
  const minutes = Math.floor((Date.parse(plan.expiresAt) - clock.now.getTime()) / 60_000)
  if (Number.isNaN(minutes)) return null
  if (minutes <= 0) return { text: texts.timeIsUp, isSoon: true }
  if (minutes < SOON_MINUTES) return { text: texts.minutesLeft(minutes), isSoon: true }
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? { text: texts.hoursLeft(hours), isSoon: false }
    : { text: texts.daysLeft(Math.floor(hours / 24)), isSoon: false }
}
