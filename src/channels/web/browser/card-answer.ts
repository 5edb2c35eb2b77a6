import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { origin } from './card-steps.ts'
import { h, type Child } from './element.ts'
import { shownText } from './shown-text.ts'
import { answerHeading } from '#cards/drawing/plan-answer.ts'

/** What a plan says beside what it does, above its steps, with where its words come from. */
export function cardAnswer(plan: PlanView, reader: Viewer): Child | null {
  const { answer } = plan
  if (answer === null) return null
  return h(
    'div',
    { key: 'answer', class: 'told' },
    h('p', { class: 'state' }, shownText(answerHeading(plan, reader))),
    answer.text.split('\n').map((line) => h('p', null, h('bdi', null, shownText(line)))),
    answer.editedSince ? h('p', { class: 'state' }, planTexts.card.saidBefore) : null,
    origin(answer),
  )
}

/** What a plan tells its requester at once: in the conversation, above its card. */
export function toldAbove({ id, told }: PlanView): Child | null {
  if (told === null) return null
  return h(
    'div',
    { key: `told-${id}`, class: 'it' },
    h(
      'div',
      { class: 'text' },
      told.text.split('\n').map((line) => h('p', null, h('bdi', null, shownText(line)))),
    ),
    told.unchecked ? origin(told) : null,
  )
}

/** What the planner read before it wrote the plan, open beside the steps while somebody has to decide on them. */
export function cardRead({ plannerRead, status }: PlanView): Child | null {
  return plannerRead && h('div', { key: 'read', class: 'told' }, origin(plannerRead, status === 'waiting'))
}
