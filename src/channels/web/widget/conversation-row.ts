import { clockText } from '#cards/drawing/clock-text.ts'
import { conversationTexts as words } from '#cards/texts/conversation-texts.ts'
import type { ConversationView } from '#contract/conversation-list.ts'
import { h, type Child } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import { shownText } from '../browser/shown-text.ts'

interface RowState {
  /** It is the one that is open. */
  readonly isHere: boolean
  readonly acts: { enter(): void; toggle(): void }
}

/** A conversation in the list: what it is about, when, what waits in it; below it what can be done with it, where asked for. */
export function conversationRow(
  conversation: ConversationView,
  { isHere, acts }: RowState,
  below: Child | null,
): Child {
  const { id, title, plan, lastMessageAt, unread } = conversation
  const when = clockText(lastMessageAt, { now: new Date() })
  const facts = [when, ...(isHere ? [words.here] : []), ...waits(conversation)].join(' · ')
  return h(
    'li',
    { key: id, 'data-conversation': id },
    h(
      'div',
      { class: 'conv' },
      h(
        'button',
        { type: 'button', class: 'conv-open', 'aria-current': isHere ? 'true' : null, on: { click: acts.enter } },
        h('span', { class: unread > 0 ? 'conv-title new' : 'conv-title' }, shownText(title)),
        plan === null
          ? null
          : h('span', { class: 'conv-plan' }, shownText(`${plan.title}: ${words.planStatus[plan.status]}`)),
        h('span', { class: 'conv-facts' }, facts),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'ib',
          'aria-label': words.acts(title),
          'aria-expanded': below === null ? 'false' : 'true',
          on: { click: acts.toggle },
        },
        icon('down'),
      ),
    ),
    below,
  )
}

function waits({ waitsFor, person, status, unread }: ConversationView): readonly string[] {
  return [
    ...(unread === 0 ? [] : [words.unread(unread)]),
    ...(waitsFor === null
      ? []
      : [waitsFor === 'person' && person !== null ? words.personWrites(person) : words.waitsFor[waitsFor]]),
    ...(status === 'working' ? [words.working] : []),
  ]
}
