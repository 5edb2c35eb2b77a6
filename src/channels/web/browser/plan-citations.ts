import type { PlanView } from '#contract/plan.ts'
import type { Card, CardRule } from '#cards/drawing/card.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { h, type Child } from './element.ts'
import type { Quote } from './quotes.ts'
import { shownPieces, shownText } from './shown-text.ts'

/** Opens a quote beside the card; `from` is what focus comes back to. */
export type OpenQuote = (quote: Quote, from: HTMLElement) => void

/** The quotes that a plan goes by, in its order. */
export function quotesOfPlan({ citations }: Pick<PlanView, 'citations'>): readonly Quote[] {
  return citations.map((citation, index) => ({ number: index + 1, citation }))
}

/** The company's rules that a plan goes by, a quiet line each. Where documents can be opened, a quote opens its own. */
export function planCitations({ rules }: Card, open: OpenQuote | null): Child | null {
  if (rules.length === 0) return null
  return h(
    'ul',
    { class: 'goes-by' },
    rules.map((rule, index) => h('li', null, line(rule, index + 1, open))),
  )
}

// The whole line is what is pressed: a button inside of it would stand on lines of its own.
function line({ quote, place, citation }: CardRule, number: number, open: OpenQuote | null): readonly Child[] {
  const words = h('q', { dir: 'auto' }, ...shownPieces(quote))
  const content = [planTexts.card.goesBy, ' ', words, ' — ', h('bdi', null, shownText(place))]
  if (open === null) return content
  const click = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLElement) open({ number, citation }, currentTarget)
  }
  return [h('button', { type: 'button', on: { click } }, content)]
}
