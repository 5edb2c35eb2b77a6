import type { PlanView } from '#contract/plan.ts'
import { requestQuote } from '#cards/drawing/request-quote.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { h, type Child } from './element.ts'
import { icon } from './icons.ts'
import { shownText } from './shown-text.ts'

/** Under a card's title: who asked for it in which words, and why that counts. Loud only where it is a guess. */
export function requestLine(plan: PlanView, reader: Viewer): Child | null {
  const asked = requestQuote(plan, reader)
  if (asked === null) return null
  return h(
    'p',
    { class: asked.isGuess ? 'asked-for guess' : 'asked-for', 'data-basis': plan.intent?.basis ?? null },
    h('span', null, shownText(asked.words)),
    ' ',
    h('span', { class: 'basis' }, icon(asked.isGuess ? 'question-round' : 'person'), shownText(asked.basis)),
  )
}
