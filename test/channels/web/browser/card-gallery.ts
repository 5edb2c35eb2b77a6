import type { CardProps } from '#channels/web/browser/card-props.ts'
import '#cards/texts/card-language.ts'
import { BASE_STYLES } from '#channels/web/browser/base-styles.ts'
import { CARD_STYLES } from '#channels/web/browser/card-styles.ts'
import { newCard } from '#channels/web/browser/card-state.ts'
import { leaveOutSwitch, valueFields } from '#channels/web/browser/card-edit.ts'
import { keyed, question } from '#channels/web/browser/card-question.ts'
import { detailContent } from '#channels/web/browser/details-content.ts'
import { DETAILS_STYLES } from '#channels/web/browser/details-styles.ts'
import { draw } from '#channels/web/browser/draw.ts'
import { h } from '#channels/web/browser/element.ts'
import { planCard } from '#channels/web/browser/plan-card.ts'
import type { CardAct } from '#channels/web/browser/plan-cards.ts'
import { recognisedLines } from '#channels/web/console/queue/recognised-lines.ts'
import { tokens } from '#channels/web/browser/tokens.ts'
import type { PlanView } from '#contract/plan.ts'
import { CARD_STATES, type ShownCard } from './card-states.ts'

/** A page of cards, for looking at and for pressing: what was pressed stands in `pressedActs`. */
const pressedActs: CardAct[] = []
const now = new Date('2026-11-20T09:40:00Z')

function propsOf(shown: ShownCard): CardProps {
  const card = newCard(shown.plan)
  return {
    card: {
      ...card,
      isInert: false,
      pressed: shown.pressed ?? null,
      told: shown.told ?? null,
      asking: shown.asking ?? null,
    },
    reader: shown.reader,
    clock: { now, timeZone: 'UTC' },
    density: shown.density,
    heading: 'h3',
    lostUntil: shown.isLost === true ? new Date(now.getTime() + 8_000) : null,
    isClosed: shown.isClosed ?? false,
    rules: null,
    limits: [],
    details: {
      opened: () => undefined,
      content: detailContent,
      questions: { keyed, question, leaveOutSwitch, valueFields },
    },
    recognised: shown.density === 'console' ? recognisedLines(shown.plan, shown.reader) : null,
    acts: {
      act: (_, act) => pressedActs.push(act),
      tryNow: () => undefined,
      askAgain: () => undefined,
      next: null,
      openQuote: shown.density === 'chat' ? () => undefined : null,
      leadTo: () => null,
    },
  }
}

function show(cards: readonly ShownCard[]): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    `${tokens(':root')}${BASE_STYLES}${CARD_STYLES}${DETAILS_STYLES}
    body { margin: 0; background: var(--ground); color: var(--ink); font: 400 var(--t-15)/1.5 var(--sans); }
    main { columns: 3 360px; gap: 24px; padding: 24px; } .figure { break-inside: avoid; margin: 0 0 24px; }
    h2 { font-size: var(--t-13); color: var(--ink-3); margin-block-end: 8px; }
    @media (max-width: 480px) { main { columns: 1; padding: 16px 12px; } }`,
  )
  document.adoptedStyleSheets = [sheet]
  const page = document.querySelector('main') ?? document.body.appendChild(document.createElement('main'))
  draw(
    page,
    cards.map((shown) =>
      h(
        'section',
        { class: 'figure', 'aria-label': shown.name, 'data-name': shown.name },
        h('h2', null, shown.name),
        planCard(propsOf(shown)),
      ),
    ),
  )
}

const asLead = { id: 'support-lead', roles: ['support-lead'] }

Object.assign(globalThis, {
  pressedActs,
  showPlan: (plan: PlanView) => show([{ name: 'a plan', plan, reader: asLead, density: 'console' }]),
})
show(CARD_STATES)
