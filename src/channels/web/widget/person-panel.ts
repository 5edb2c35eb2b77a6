import { AppError } from '#core/errors.ts'
import type { AvailabilityView } from '#contract/availability.ts'
import { readAvailability } from '#contract/wire.ts'
import { availabilityLines } from '#cards/drawing/availability-lines.ts'
import { personTexts as words } from '#cards/texts/person-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Client } from '../../client/client.ts'
import { h, type Child } from '../browser/element.ts'

/** One opening of the panel, and what it found. */
export interface PersonAsked {
  readonly client: Client
  readonly threadId: string
  readonly language: string | null
  readonly signal: AbortSignal
  /** It is to be drawn anew. */
  changed(): void
  /** Says the message that asks for a person. */
  ask(says: string): void
  close(): void
}

type Found = AvailabilityView | 'loading' | { readonly failed: string }

const found = new WeakMap<PersonAsked, Found>()

/** Who can be talked to and when, before somebody asks for them. */
export function personPanel(asked: PersonAsked): Child {
  if (!found.has(asked)) void look(asked)
  const known = found.get(asked) ?? 'loading'
  const isKnown = known !== 'loading' && !('failed' in known)
  const lines =
    known === 'loading'
      ? [words.loading]
      : 'failed' in known
        ? [known.failed]
        : availabilityLines(known, { now: new Date() })
  return h(
    'section',
    {
      key: 'person',
      class: 'ask-person',
      role: 'group',
      'aria-labelledby': 'ask-person-title',
      on: { keydown: (event) => onKey(event, asked) },
    },
    h(
      'h3',
      {
        id: 'ask-person-title',
        tabindex: '-1',
        made: (title) => title instanceof HTMLElement && requestAnimationFrame(() => title.focus()),
      },
      words.title,
    ),
    h('p', { role: 'status' }, lines.join(' ')),
    h(
      'div',
      { class: 'ask-acts' },
      isKnown
        ? h(
            'button',
            { key: 'ask', type: 'button', class: 'b go', on: { click: () => asked.ask(known.says) } },
            words.ask,
          )
        : null,
      known !== 'loading' && !isKnown
        ? h(
            'button',
            { key: 'again', type: 'button', class: 'b', on: { click: () => void look(asked) } },
            screenTexts.chat.again,
          )
        : null,
      h('button', { key: 'stay', type: 'button', class: 'b', on: { click: () => asked.close() } }, words.stay),
    ),
  )
}

// The window that it is in closes with the same key.
function onKey(event: KeyboardEvent, asked: PersonAsked): void {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  asked.close()
}

async function look(asked: PersonAsked): Promise<void> {
  const { client, threadId, language, signal, changed } = asked
  found.set(asked, 'loading')
  changed()
  try {
    const named = { threadId, ...(language !== null && { language }) }
    found.set(asked, await client.ask(readAvailability, named, { signal }))
  } catch (error) {
    if (signal.aborted) return
    found.set(asked, { failed: error instanceof AppError ? error.message : screenTexts.chat.notHere })
  }
  changed()
}

export const PERSON_STYLES = `
.ask-person { flex: none; display: grid; gap: var(--s2); padding: var(--s4) calc(18 * var(--u)); background: var(--paper); border-block-end: 1px solid var(--line); }
.ask-person h3 { font-size: var(--t-15); outline: 0; }
.ask-person p { font-size: var(--t-14); line-height: 1.45; color: var(--ink-2); }
.ask-acts { display: flex; flex-wrap: wrap; gap: var(--s2); }
`
