import { ownRequest } from '#contract/wire.ts'
import type { Client } from '../../client/client.ts'
import { ownRequestTexts as words } from '#cards/texts/adopt-request-texts.ts'
import { h, type Child } from '../browser/element.ts'
import { shownText } from '../browser/shown-text.ts'

/** What is shown of a long message while it is folded, in characters. */
const START_LENGTH = 160

/** A long message as it was sent, folded. */
export function foldedText(text: string): Child {
  const start = text.slice(0, START_LENGTH).replace(/\s+\S*$/u, '')
  return h(
    'details',
    { class: 'folded' },
    h(
      'summary',
      null,
      h('span', { class: 'start' }, shownText(`${start}…`)),
      h('span', { class: 'u all' }, words.all(String(text.length))),
      h('span', { class: 'u less' }, words.less),
    ),
    h('div', null, shownText(text)),
  )
}

/** A message that counts as passed on, where its author may say that it is their own request. */
export interface PassedOn {
  readonly client: Client
  readonly threadId: string
  readonly messageId: string
  readonly signal: AbortSignal
  /** It is to be drawn anew. */
  changed(): void
}

type Press = { readonly state: 'sending' } | { readonly state: 'refused'; readonly why: string }

/** By message, what was pressed on this page. */
const pressed = new Map<string, Press>()

/** The button by which they do. A press says it, and no text does. */
export function ownRequestButton(passedOn: PassedOn): Child {
  const press = pressed.get(passedOn.messageId)
  const isSending = press?.state === 'sending'
  return h(
    'div',
    { key: 'own', class: 'suggestions' },
    h(
      'button',
      { type: 'button', class: 'suggestion', disabled: isSending ? '' : null, on: { click: () => void say(passedOn) } },
      isSending ? words.sending : words.own,
    ),
    press?.state === 'refused' ? h('p', { role: 'alert' }, shownText(press.why)) : null,
  )
}

async function say({ client, threadId, messageId, signal, changed }: PassedOn): Promise<void> {
  pressed.set(messageId, { state: 'sending' })
  changed()
  try {
    await client.ask(ownRequest, { threadId, messageId }, { signal })
  } catch (error) {
    if (signal.aborted) return
    pressed.set(messageId, { state: 'refused', why: error instanceof Error ? error.message : '' })
    changed()
  }
}

/** A long message of one's own, folded, and its button. */
export const LONG_STYLES = `
.folded summary { list-style: none; cursor: pointer; }
.folded summary::-webkit-details-marker { display: none; }
.folded .u { display: block; text-decoration: underline; text-underline-offset: 3px; margin-block-start: var(--s1); }
.folded[open] .start, .folded[open] .u.all, .folded:not([open]) .u.less { display: none; }
.folded > div { margin-block-start: var(--s2); }
.suggestion:disabled { color: var(--ink-3); cursor: default; }
`
