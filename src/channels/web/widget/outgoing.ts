import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import { shownText } from '../browser/shown-text.ts'
import type { Outgoing } from '../browser/thread-state.ts'

const words = screenTexts.chat

/** A message that the server doesn't have yet. */
export function outgoing({ key, text, state }: Outgoing): Child {
  return h(
    'div',
    { key: `out-${key}`, class: 'out-message', 'data-state': state },
    h('div', { class: 'me' }, h('span', { class: 'vh' }, `${words.you} `), shownText(text)),
    state === 'kept' ? h('p', { class: 'kept' }, icon('wait'), words.notSent) : null,
  )
}
