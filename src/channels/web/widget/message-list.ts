import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { answer } from '../browser/answer.ts'
import { personHere, seenMessage } from '../browser/person-here.ts'
import { choices } from '../browser/choices.ts'
import { feedback } from '../browser/feedback.ts'
import { h, type Child } from '../browser/element.ts'
import type { PlanView } from '#contract/plan.ts'
import { shownText } from '../browser/shown-text.ts'
import type { Draft, Entry } from '../browser/thread-state.ts'
import { underMessages } from '../browser/under-message.ts'
import { activeRun } from '../browser/active-run.ts'
import type { MessageListProps } from './message-props.ts'
import { outgoing } from './outgoing.ts'
import { working } from './working.ts'

const words = screenTexts.chat

/** A conversation: what was said and answered, and plans in the order in which they came up. */
export function messageList(props: MessageListProps): readonly Child[] {
  const { state } = props
  const first = state.entries[0]
  const person = personHere(state)?.name ?? null
  const seen = person === null ? null : seenMessage(state)
  return [
    greeting(props),
    first === undefined ? '' : h('p', { key: 'day', class: 'day' }, dayText(first.at, props.clock)),
    ...underMessages(state).flatMap((group) => [
      ...group.flatMap((entry) => [
        toldBefore(entry, props),
        entryView(entry, state.entries.indexOf(entry), props),
        entry.id === seen ? h('p', { key: 'seen', class: 'kept' }, words.seen) : '',
      ]),
      ...underWay(group[0]?.id ?? null, props),
    ]),
    ...underWay(null, props),
    ...state.outbox.map(outgoing),
    person !== null && state.otherEnd?.isTyping === true
      ? h('p', { key: 'typing', class: 'working' }, shownText(words.typing(person)))
      : '',
  ].filter((child) => child !== '')
}

// Under its message: what is being written or done, or that it waits for its turn. With null what has no message here.
function underWay(messageId: string | null, props: MessageListProps): readonly Child[] {
  const { state } = props
  const atWork = activeRun(state)
  return Object.entries(state.runs).flatMap(([runId, run]): Child | readonly Child[] => {
    if (run.of !== messageId) return []
    if (state.draft?.runId === runId) return draftView(state.draft, props)
    if (atWork?.runId === runId) return working(atWork, props)
    if (run.state !== 'queued') return []
    const said = state.entries.find(({ id }) => id === messageId)
    const { takeBack } = props.acts
    return h(
      'p',
      { key: `out-${runId}`, class: 'kept' },
      words.working.waits,
      said?.kind === 'said' ? plain(words.edit, () => takeBack(runId, said.text)) : null,
      plain(words.discard, () => takeBack(runId, null)),
    )
  })
}

function plain(label: string, click: () => void): Child {
  return h('button', { type: 'button', class: 'b plain', on: { click } }, label)
}

/** What was said before there is a conversation to say it in; null where nothing was. */
export function earlyMessages(texts: readonly string[]): readonly Child[] | null {
  return texts.length === 0 ? null : texts.map((text, index) => said(`early-${index}`, shownText(text)))
}

function greeting({ room, state, acts }: MessageListProps): Child {
  const isFresh = state.entries.length === 0 && state.outbox.length === 0
  return h(
    'div',
    { key: 'greeting', class: 'it' },
    h('p', null, shownText(room.greeting)),
    !isFresh || room.suggestions.length === 0
      ? null
      : choices(
          {
            key: 'suggestions',
            name: words.suggestions,
            offered: room.suggestions.slice(0, 3).map((text) => ({ label: text, says: text })),
          },
          acts.send,
        ),
  )
}

function dayText(at: string, clock: Clock): string {
  const text = clockText(at, clock)
  return text.includes(' ') ? text : words.today(text)
}

function entryView(entry: Entry, index: number, props: MessageListProps): Child {
  switch (entry.kind) {
    case 'said':
      return saidView(entry, props)
    case 'answer':
      return isLast(entry.id, props) ? answerView(entry, props) : keptAnswer(entry, props)
    case 'plan':
      return planView(entry.id, index, props)
    case 'handed-over':
      return note(entry.id, entry.isHeld ? words.handedOver(entry.role) : words.keptFor(entry.role))
    case 'person':
      return note(
        entry.id,
        { came: words.personCame(entry.name), left: words.working.person, closed: words.personClosed }[entry.did],
      )
    case 'person-said':
      return h(
        'div',
        { key: `person-${entry.id}`, class: 'it' },
        h('b', null, shownText(`${entry.name}:`)),
        h('p', { class: 'as-typed' }, shownText(entry.text)),
      )
    case 'ended':
      return h('p', { key: `end-${entry.id}`, class: 'it' }, shownText(entry.text))
  }
}

function note(id: string, text: string): Child {
  return h('p', { key: `note-${id}`, class: 'note' }, shownText(text))
}

function saidView(entry: Extract<Entry, { kind: 'said' }>, props: MessageListProps): Child {
  const { id, text, runId } = entry
  const look = waits(runId, props.state) ? 'me waits' : 'me'
  if (text.length > MOST_SHOWN) return said(id, props.folded(text), look)
  return props.kept.view(id, [entry, props.state.language, look], () => said(id, shownText(text), look))
}

/** A longer message is folded. */
const MOST_SHOWN = 600

// Said while something else is worked on: it can still be changed.
function waits(runId: string | null, state: MessageListProps['state']): boolean {
  return runId !== null && state.runs[runId]?.state === 'queued' && activeRun(state)?.runId !== runId
}

function said(key: string, content: Child, look = 'me'): Child {
  return h('div', { key: `said-${key}`, class: look }, h('span', { class: 'vh' }, `${words.you} `), content)
}

type Answer = Extract<Entry, { kind: 'answer' }>

function keptAnswer(entry: Answer, props: MessageListProps): Child {
  const { state, documents, rated, open, kept } = props
  const openNumber = open?.of === entry.id ? open.number : null
  const of = [
    entry,
    state.language,
    documents.changes,
    rated.get(entry.id),
    openNumber,
    state.draft?.messageId === entry.id,
  ]
  return kept.view(entry.id, of, () => answerView(entry, props))
}

function answerView({ id, parts }: Answer, props: MessageListProps): Child {
  const content = answer({
    messageId: id,
    parts,
    documents: props.documents,
    openNumber: props.open?.of === id ? props.open.number : null,
    send: isLast(id, props) ? props.acts.send : null,
    onOpen: (quote, from) => props.acts.openQuote(id, quote, from),
  })
  if (content.length === 0) return ''
  return h(
    'div',
    {
      key: `answer-${id}`,
      class: 'it',
      'data-message': id,
      'aria-busy': props.state.draft?.messageId === id ? 'true' : null,
    },
    h('span', { class: 'vh' }, `${words.answer} `),
    content,
    parts.map((part) =>
      'messageId' in part && part.messageId && isLast(id, props) ? props.ownRequest(part.messageId) : null,
    ),
    parts.some((part) => part.type === 'text' && part.citations.length > 0)
      ? feedback(id, props.rated.get(id) ?? null, (rating, comment) => props.acts.rate(id, rating, comment))
      : null,
  )
}

// What was offered before is past once somebody has said something since.
function isLast(id: string, { state: { entries, outbox } }: MessageListProps): boolean {
  return outbox.length === 0 && entries.at(-1)?.id === id
}

// In the place, and of the shape, that the completed answer will have.
function draftView({ messageId: id, runId, text }: Draft, props: MessageListProps): Child {
  return answerView({ kind: 'answer', id, runId, parts: [{ type: 'text', text, citations: [] }], at: '' }, props)
}

function toldBefore(entry: Entry, { cards }: MessageListProps): Child {
  const card = entry.kind === 'plan' ? cards.get(entry.id) : null
  return (card && cards.part?.toldAbove(card.plan)) ?? ''
}

function planView(planId: string, index: number, props: MessageListProps): Child {
  const { cards, state, acts } = props
  const card = cards.get(planId)
  if (card === null || cards.part === null) return cards.isKept(planId) ? pendingView(planId, props) : ''
  const request = state.entries.find(({ id }) => id === state.runs[card.plan.runId]?.of)
  return cards.part.planCard({
    card,
    reader: props.reader,
    clock: props.clock,
    density: 'chat',
    heading: 'h3',
    lostUntil: props.lostUntil,
    isClosed: SETTLED.has(card.plan.status) && state.entries.slice(index).some((entry) => isLater(entry, card.plan)),
    rules: null,
    recognised: null,
    details: props.details,
    limits: [],
    acts: {
      act: acts.act,
      tryNow: acts.tryNow,
      askAgain: request?.kind === 'said' ? () => acts.send(request.text) : null,
      next: null,
      openQuote: (quote, from) => acts.openQuote(planId, quote, from),
      leadTo: acts.leadTo,
    },
  })
}

function pendingView(planId: string, props: MessageListProps): Child {
  return h('div', { key: `plan-${planId}`, class: 'it' }, props.pendingCard())
}

// What was said before it was decided may be the yes to it.
function isLater(entry: Entry, { decisions }: PlanView): boolean {
  return entry.kind === 'said' && Date.parse(entry.at) > Date.parse(decisions.at(-1)?.at ?? '1970-01-01')
}

const SETTLED: ReadonlySet<string> = new Set(['done', 'rejected', 'expired', 'cancelled', 'refused', 'failed'])
