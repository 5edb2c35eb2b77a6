import type { HandOverView } from '#contract/hand-over.ts'
import { clockText } from '../../../clock-text.ts'
import { agoText, handOverTexts as texts } from '../../../hand-over-texts.ts'
import { h, type Child, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import type { MessageView } from '#contract/message.ts'
import { shownText } from '../../browser/shown-text.ts'
import { troubleLine } from '../trouble-line.ts'
import type { HandOverAct } from '../../../hand-over-calls.ts'

/** All that the page shows. */
export interface ShownHandOvers {
  /** Null while they are read for the first time. */
  readonly all: readonly HandOverView[] | null
  /** The one that the address names; `gone` where there is none such. */
  readonly open: HandOverView | 'gone' | null
  /** Null while it is read. */
  readonly messages: readonly MessageView[] | null
  readonly isBusy: boolean
  readonly trouble: string | null
  /** What a screen reader is told. */
  readonly said: string
  readonly me: string
  readonly now: Date
}

export interface HandOverActs {
  addressOf(id: string | null): string | null
  go(id: string | null): void
  look(): void
  act(act: HandOverAct): void
  send(): void
  /** Called with the field that answers are written in, when it is new. */
  made(field: HTMLTextAreaElement): void
}

/** The page: who waits, and beside it the conversation that is open. */
export function drawHandOvers(shown: ShownHandOvers, acts: HandOverActs): Description {
  const { all, open, trouble, said } = shown
  return h(
    'div',
    { class: `desk ${open === null ? '' : 'open'}`, key: 'desk', 'aria-busy': all === null ? 'true' : null },
    trouble !== null && troubleLine(h('span', null, trouble), acts.look),
    h(
      'section',
      { class: 'waits', key: 'waits', 'aria-labelledby': 'waits-title', tabindex: '0' },
      h('h1', { id: 'waits-title', tabindex: '-1' }, texts.title),
      h('p', { class: 'by' }, texts.lead),
      list(shown, acts),
    ),
    h('section', { class: 'talk', key: 'talk', 'aria-label': texts.openOne }, ...conversation(shown, acts)),
    h('div', { class: 'vh', role: 'status', key: 'said' }, said),
  )
}

function list({ all, open, me, now }: ShownHandOvers, acts: HandOverActs): Description {
  if (all === null) return h('p', { role: 'status', key: 'loading' }, texts.loading)
  if (all.length === 0)
    return h('div', { key: 'none', class: 'none' }, h('b', null, texts.none), h('p', null, texts.noneHint))
  return h(
    'ul',
    { 'aria-label': texts.list, key: 'list' },
    all.map((one) =>
      h('li', { key: one.id }, row(one, open !== null && open !== 'gone' && open.id === one.id, { me, now, acts })),
    ),
  )
}

function row(
  one: HandOverView,
  isOpen: boolean,
  { me, now, acts }: { readonly me: string; readonly now: Date; readonly acts: HandOverActs },
): Description {
  const click = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    acts.go(one.id)
  }
  return h(
    'a',
    { class: 'wait', path: acts.addressOf(one.id) ?? '', 'aria-current': isOpen ? 'true' : null, on: { click } },
    h('b', null, shownText(one.requester.name)),
    h('span', { class: 'wish' }, shownText(one.asked)),
    h('span', { class: `by ${one.takenBy === null ? 'free' : ''}` }, shownText(stateOf(one, me, now))),
    one.because === 'unhelpful' && h('span', { class: 'by' }, texts.unhelpful),
  )
}

function stateOf({ status, role, askedAt, takenBy }: HandOverView, me: string, now: Date): string {
  const since = agoText(askedAt, now)
  if (status === 'closed') return texts.closed
  if (takenBy === null) return texts.waits(role, since)
  return takenBy.id === me ? texts.withYou(since) : texts.with(takenBy.name, since)
}

function conversation(shown: ShownHandOvers, acts: HandOverActs): readonly (Child | false)[] {
  const { open, messages, me, now } = shown
  if (open === null) return [h('p', { class: 'none', key: 'pick' }, shown.all?.length === 0 ? '' : texts.pick)]
  const back = h(
    'button',
    { class: 'link back', type: 'button', key: 'back', on: { click: () => acts.go(null) } },
    texts.back,
  )
  if (open === 'gone') return [back, h('p', { class: 'none', key: 'gone', role: 'status' }, texts.gone)]
  return [
    back,
    h(
      'header',
      { key: `head ${open.id}` },
      h('h1', { id: 'talk-title', class: 'who', tabindex: '-1' }, shownText(texts.conversation(open.requester.name))),
      h('p', { class: 'by' }, shownText(stateOf(open, me, now))),
      h('div', { class: 'doing' }, ...buttons(shown, open, acts)),
    ),
    h(
      'ol',
      {
        class: 'said',
        key: `said ${open.id}`,
        tabindex: '0',
        'aria-label': texts.conversation(open.requester.name),
        'aria-busy': messages === null ? 'true' : null,
      },
      (messages ?? []).map((message) => messageItem(message, open, now)),
    ),
    open.mayAnswer && composer(shown, open, acts),
  ]
}

function buttons({ isBusy }: ShownHandOvers, open: HandOverView, acts: HandOverActs): readonly (Child | false)[] {
  const button = (act: HandOverAct, label: string, kind: string): Child =>
    h(
      'button',
      {
        key: act,
        class: kind,
        type: 'button',
        'aria-disabled': isBusy ? 'true' : null,
        ...(act === 'close' ? { title: texts.closeHint } : {}),
        on: { click: () => (isBusy ? undefined : acts.act(act)) },
      },
      label,
    )
  return [
    open.mayTake && button('take', texts.take, 'b go'),
    open.mayRelease && button('release', texts.release, 'b'),
    open.mayClose && button('close', texts.close, 'b'),
  ]
}

// What was offered to be pressed is part of what was said.
function shownPart(part: MessageView['parts'][number]): readonly string[] {
  if (part.type === 'choices') return part.choices.map(({ label }) => `• ${label}`)
  if (part.type === 'plan') return [texts.plan]
  return 'text' in part ? [part.text] : []
}

function messageItem(message: MessageView, open: HandOverView, now: Date): Description {
  const { id, role, by, parts, createdAt } = message
  const who = role === 'user' ? open.requester.name : (by?.name ?? texts.agent)
  const words = parts.flatMap(shownPart).join('\n')
  return h(
    'li',
    { key: id, class: role },
    h('b', null, `${who}, ${clockText(createdAt, { now })}`),
    h('p', null, shownText(words)),
  )
}

function composer({ isBusy }: ShownHandOvers, open: HandOverView, acts: HandOverActs): Description {
  return h(
    'form',
    {
      key: `write ${open.id}`,
      class: 'write',
      on: {
        submit: (event) => {
          event.preventDefault()
          acts.send()
        },
      },
    },
    h('textarea', {
      rows: '2',
      'aria-label': texts.answer,
      placeholder: texts.placeholder,
      enterkeyhint: 'send',
      made: (element) => {
        if (element instanceof HTMLTextAreaElement) acts.made(element)
      },
      on: {
        keydown: (event) => {
          // While an input method composes a character, Enter belongs to it.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          acts.send()
        },
      },
    }),
    h('button', { class: 'b go', type: 'submit', 'aria-disabled': isBusy ? 'true' : null }, icon('send'), texts.send),
  )
}
