import type { Card } from '#cards/drawing/card.ts'
import { h, type Child } from './element.ts'
import { icon } from './icons.ts'
import { shownText } from './shown-text.ts'

/** Under a card's title: who asked for it in which words, and why that counts. Loud only where it is a guess. */
export function requestLine({ request }: Card): Child | null {
  if (request === null) return null
  const { words, basis, isGuess } = request
  return h(
    'p',
    { class: isGuess ? 'asked-for guess' : 'asked-for' },
    h('span', null, shownText(words)),
    ' ',
    h('span', { class: 'basis' }, icon(isGuess ? 'question-round' : 'person'), shownText(basis)),
  )
}
