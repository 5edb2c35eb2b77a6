import type { CardProps } from './card-props.ts'
import type { PlanView } from '#contract/plan.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { isLeftUndone, isOtherNow, planState, waitsForReader } from '#cards/drawing/plan-state.ts'
import { planHeading } from '#cards/drawing/plan-heading.ts'
import { whyTexts } from '#cards/drawing/plan-why.ts'
import { stepOutcome } from '#cards/drawing/plan-step.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { ago } from './ago.ts'
import { requestLine } from './card-request.ts'
import { cardAnswer, cardRead } from './card-answer.ts'
import { cardButtons } from './card-buttons.ts'
import { leadButton } from './lead-button.ts'
import type { Editing } from './card-edit.ts'
import { cardDetails } from './card-details.ts'
import { cardSteps } from './card-steps.ts'
import { h, type Child, type Description } from './element.ts'
import { goesBy } from './goes-by.ts'
import { icon, type Icon } from './icons.ts'
import { shownPieces, shownText } from './shown-text.ts'

/** A plan's card, in its reader's language: whose turn it is, what will happen, what it adds up to, each step, why, and the buttons. */
export function planCard(props: CardProps): Description {
  return inLanguage(props.card.plan.language, () => drawnCard(props))
}

function drawnCard(props: CardProps): Description {
  const { card, density, isClosed } = props
  const { plan } = card
  const content = [
    cardRead(plan),
    cardAnswer(plan, props.reader),
    cardSteps(plan, { open: density === 'console' || OPEN_STATES.has(plan.status), editing: editingOf(props) }),
    whyBox(props),
    goesBy(plan, props.acts.openQuote),
    // The console keeps the buttons at the bottom of its window, whatever is open above them.
    ...(density === 'chat'
      ? [cardButtons(props), cardDetails(plan, props)]
      : [cardDetails(plan, props), cardButtons(props)]),
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
    },
    h(
      'header',
      { class: 'plan-head' },
      stateLine(props),
      title(props),
      isClosed ? answeredLines(plan) : [requestLine(plan, props.reader), props.recognised, totals(props)],
    ),
    isClosed ? h('div', { class: 'more' }, h('details', { key: 'closed' }, closedSummary(plan), content)) : content,
  )
}

// While it is changed the values are fields, in their places.
function editingOf({ card, acts, details }: CardProps): Editing | null {
  if (card.asking !== 'edit') return null
  const { edit } = details
  if (edit === null) details.opened()
  return edit && { card, edit, act: (act) => acts.act(card.plan.id, act) }
}

/** What a folded card quotes of its steps' tools, at most. */
const QUOTED_STEPS = 5

// A tool may have said that it did nothing: "done" never stands alone over words of its.
function answeredLines(plan: PlanView): readonly Child[] {
  const { effects } = plan
  const answered = effects.filter((effect) => effect.answered !== undefined).slice(0, QUOTED_STEPS)
  return answered.map((effect) => {
    const outcome = stepOutcome(plan, effect) ?? ''
    const words = effects.length > 1 ? `${effect.title}: ${outcome}` : outcome
    return h('p', { key: `answered-${effect.index}`, class: 'out' }, shownText(words))
  })
}

function closedSummary(plan: PlanView): Description {
  return h('summary', null, icon('next'), screenTexts.card.steps(plan.effects.length))
}

// Where a person has to understand a refusal, every argument stands.
const OPEN_STATES: ReadonlySet<PlanView['status']> = new Set(['refused', 'stale'])

function titleId(plan: PlanView): string {
  return `plan-${plan.id}-title`
}

function title({ card: { plan }, heading }: CardProps): Child {
  return h(heading, { class: 'plan-title', id: titleId(plan) }, shownText(planHeading(plan)))
}

function stateLine(props: CardProps): Child {
  const { tone, mark, words, clock } = stateOf(props)
  return h(
    'p',
    { class: `state ${tone}` },
    icon(mark),
    h('span', { class: 's' }, shownText(words)),
    clock === null ? null : h('span', { class: 'when' }, shownText(clock)),
  )
}

interface StateLine {
  readonly tone: 'quiet' | 'go' | 'warn' | 'stop'
  readonly mark: Icon
  readonly words: string
  readonly clock: string | null
}

function stateOf({ card: { plan }, reader, clock, density, lostUntil }: CardProps): StateLine {
  if (lostUntil !== null && isOpen(plan)) {
    const seconds = Math.max(0, Math.ceil((lostUntil.getTime() - clock.now.getTime()) / 1_000))
    const { noConnection } = screenTexts.card
    return {
      tone: 'quiet',
      mark: 'wait',
      words: noConnection,
      clock: seconds > 1 ? screenTexts.card.seconds(seconds) : null,
    }
  }
  const state = planState(plan, reader, clock)
  if (plan.status === 'done' && isLeftUndone(plan)) return { ...LOOKS.unknown, ...state }
  if (plan.status !== 'waiting') return { ...LOOKS[plan.status], ...state }
  if (!waitsForReader(plan, reader)) return { tone: 'go', mark: 'wait', ...state }
  if (plan.withheld) return { tone: 'warn', mark: 'hand', ...state }
  if (isOtherNow(plan)) return { tone: 'warn', mark: 'swap', ...state }
  const words = density === 'console' && plan.people.asked < 2 ? screenTexts.card.waitsForYou : state.words
  return { tone: 'warn', mark: 'hand', ...state, words }
}

const LOOKS: Readonly<Record<PlanView['status'], Pick<StateLine, 'tone' | 'mark'>>> = {
  making: { tone: 'quiet', mark: 'wait' },
  waiting: { tone: 'go', mark: 'wait' },
  applying: { tone: 'go', mark: 'wait' },
  done: { tone: 'quiet', mark: 'ok-round' },
  failed: { tone: 'stop', mark: 'warn' },
  unknown: { tone: 'warn', mark: 'question-round' },
  refused: { tone: 'stop', mark: 'no' },
  rejected: { tone: 'quiet', mark: 'no' },
  expired: { tone: 'quiet', mark: 'wait' },
  stale: { tone: 'warn', mark: 'swap' },
  cancelled: { tone: 'quiet', mark: 'no' },
}

/** Whether something can still happen to it. */
function isOpen({ status }: PlanView): boolean {
  return status === 'making' || status === 'waiting' || status === 'applying' || status === 'unknown'
}

// What it adds up to, while that can still come about.
function totals({ card: { plan }, reader, clock }: CardProps): Child | null {
  if (plan.status !== 'waiting' && plan.status !== 'stale' && plan.status !== 'applying') return null
  const isOthers = plan.requester.id !== reader.id
  const asked = isOthers ? [screenTexts.card.askedBy(plan.requester.name, ago(plan.createdAt, clock))] : []
  return h(
    'ul',
    { class: 'totals' },
    [...plan.totals, ...asked].map((total) => h('li', null, shownText(total))),
  )
}

function whyBox(props: CardProps): Child | null {
  const { card, reader, lostUntil } = props
  const { plan } = card
  const lost = lostUntil !== null && isOpen(plan) ? [screenTexts.card.notHeard] : []
  const told = card.told === null ? [] : [card.told]
  const sentences = whyTexts(plan, reader).map((text) => inYourWords(text, waitsForReader(plan, reader)))
  const lines = [...new Set([...lost, ...told, ...sentences])]
  if (lines.length === 0) return null
  const tone = card.told !== null && plan.status !== 'refused' ? 'warn' : (WHY_TONES[plan.status] ?? changeTone(plan))
  return h(
    'div',
    { class: `why ${tone}` },
    lines.map((line) => h('p', null, h('bdi', null, ...emphasised(line)))),
    leadButton(props),
  )
}

const WHY_TONES: Readonly<Partial<Record<PlanView['status'], string>>> = {
  refused: 'stop',
  unknown: 'warn',
  stale: 'warn',
}

function changeTone({ changes }: PlanView): string {
  return changes.length > 0 ? 'warn' : ''
}

// Who is asked reads why they are; everybody else just reads why.
function inYourWords(text: string, isAsked: boolean): string {
  const plain = planTexts.card.why('')
  return isAsked && text.startsWith(plain) ? `${screenTexts.card.whyAsked} ${text.slice(plain.length)}` : text
}

function emphasised(line: string): readonly Child[] {
  for (const start of [screenTexts.card.whyAsked, planTexts.card.why('').trim()]) {
    if (line.startsWith(start)) return [h('b', null, start), ' ', shownText(line.slice(start.length).trim())]
  }
  return line === planTexts.card.nothingDone ? [h('b', null, line)] : shownPieces(line)
}
