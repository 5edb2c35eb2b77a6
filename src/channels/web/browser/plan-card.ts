import type { CardProps, Editing, ShownCard } from './card-props.ts'
import type { PlanView } from '#contract/plan.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { cardOf, type Card, type CardState } from '#cards/drawing/card.ts'
import { stepRows } from '#cards/drawing/card-rows.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { requestLine } from './card-request.ts'
import { cardAnswer, cardRead } from './card-answer.ts'
import { cardButtons } from './card-buttons.ts'
import { leadButton } from './lead-button.ts'
import { cardDetails } from './card-details.ts'
import { cardSteps } from './card-steps.ts'
import { h, type Child, type Description } from './element.ts'
import { planCitations } from './plan-citations.ts'
import { icon } from './icons.ts'
import { shownPieces, shownText } from './shown-text.ts'

/** A plan's card, in its reader's language. */
export function planCard(props: CardProps): Description {
  const { card, reader, clock } = props
  return inLanguage(card.plan.language, () => drawnCard({ ...props, shown: cardOf(card.plan, { reader, clock }) }))
}

function drawnCard(props: ShownCard): Description {
  const { card, density, isClosed, shown } = props
  const { plan } = card
  const isConsole = density === 'console'
  // The console keeps the buttons at the bottom of its window, whatever is open above them.
  const below = [cardButtons(props), cardDetails(props)]
  const content = [
    cardRead(shown, plan.status === 'waiting'),
    cardAnswer(shown),
    cardSteps(shown, { isOpen: isConsole, isMoving: plan.status === 'applying', editing: editingOf(props) }),
    whyBox(props),
    planCitations(shown, props.acts.openQuote),
    ...(isConsole ? below.toReversed() : below),
  ]
  return h(
    'article',
    {
      key: `plan-${plan.id}`,
      class: `plan ${density}`,
      lang: plan.language,
      'aria-labelledby': titleId(plan),
      'data-plan': plan.id,
      'data-status': plan.status,
      // For a moment after it came up or changed, when a press may be meant for what stood there before.
      'data-inert': card.isInert ? '' : null,
      on: { keydown: (event) => props.details.questions?.keyed(props, event) },
    },
    h(
      'header',
      { class: 'plan-head' },
      stateLine(props),
      h(props.heading, { class: 'plan-title', id: titleId(plan) }, shownText(shown.title)),
      isClosed ? answeredLines(shown) : [requestLine(shown), props.recognised, totals(shown)],
    ),
    isClosed ? h('div', { class: 'more' }, h('details', { key: 'closed' }, closedSummary(plan), content)) : content,
  )
}

// While it is changed the values are fields, in their places.
function editingOf({ card, acts, details }: CardProps): Editing | null {
  if (card.asking !== 'edit') return null
  const { questions: fields } = details
  return fields && { card, fields, act: (act) => acts.act(card.plan.id, act) }
}

/** What a folded card quotes of its steps' tools, at most. */
const QUOTED_STEPS = 5

// A tool may have said that it did nothing: "done" never stands alone over words of its.
function answeredLines({ rows }: Card): readonly Child[] {
  const steps = stepRows(rows)
  return steps
    .filter(({ isAnswered }) => isAnswered)
    .slice(0, QUOTED_STEPS)
    .map(({ index, title, facts }) => {
      const words = facts.join(' · ')
      return h(
        'p',
        { key: `answered-${index}`, class: 'out' },
        shownText(steps.length > 1 ? `${title}: ${words}` : words),
      )
    })
}

function closedSummary(plan: PlanView): Description {
  return h('summary', null, icon('next'), screenTexts.card.steps(plan.effects.length))
}

function titleId(plan: PlanView): string {
  return `plan-${plan.id}-title`
}

function stateLine(props: ShownCard): Child {
  const { tone, mark, words, clock } = stateOf(props)
  return h(
    'p',
    { class: `state ${tone}` },
    icon(mark),
    h('span', { class: 's' }, shownText(words)),
    clock === null ? null : h('span', { class: 'when' }, shownText(clock)),
  )
}

function stateOf({ card: { plan }, shown, clock, lostUntil }: ShownCard): CardState {
  if (lostUntil === null || !isOpen(plan)) return shown.state
  const seconds = Math.max(0, Math.ceil((lostUntil.getTime() - clock.now.getTime()) / 1_000))
  const { noConnection, seconds: told } = screenTexts.card
  return { tone: 'quiet', mark: 'wait', words: noConnection, clock: seconds > 1 ? told(seconds) : null }
}

/** Whether something can still happen to it. */
function isOpen({ status }: PlanView): boolean {
  return status === 'making' || status === 'waiting' || status === 'applying' || status === 'unknown'
}

function totals({ totals: all }: Card): Child | null {
  if (all.length === 0) return null
  return h(
    'ul',
    { class: 'totals' },
    all.map((total) => h('li', null, shownText(total))),
  )
}

function whyBox(props: ShownCard): Child | null {
  const { card, lostUntil, shown } = props
  const lost = lostUntil !== null && isOpen(card.plan) ? [screenTexts.card.notHeard] : []
  const told = card.told === null ? [] : [card.told]
  const lines = [...new Set([...lost, ...told, ...shown.reasons, ...props.limits])]
  if (lines.length === 0) return null
  const tone = card.told !== null && shown.reasonsTone !== 'stop' ? 'warn' : shown.reasonsTone
  return h(
    'div',
    { class: `why ${tone}` },
    lines.map((line) => h('p', null, h('bdi', null, ...emphasised(line)))),
    leadButton(props),
  )
}

function emphasised(line: string): readonly Child[] {
  const { nothingDone, why } = planTexts.card
  const start = why('').trim()
  if (line.startsWith(start)) return [h('b', null, start), ' ', shownText(line.slice(start.length).trim())]
  return line === nothingDone ? [h('b', null, line)] : shownPieces(line)
}
