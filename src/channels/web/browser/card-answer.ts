import type { PlanView } from '#contract/plan.ts'
import type { Card } from '#cards/drawing/card.ts'
import { origin } from './card-steps.ts'
import { h, type Child } from './element.ts'
import { shownText } from './shown-text.ts'

/** What a plan says beside what it does, above its steps, with where its words come from. */
export function cardAnswer({ answer }: Card): Child | null {
  return (
    answer &&
    h(
      'div',
      { key: 'answer', class: 'told' },
      h('p', { class: 'state' }, shownText(answer.heading)),
      answer.text.split('\n').map((line) => h('p', null, h('bdi', null, shownText(line)))),
      answer.note && h('p', { class: 'state' }, answer.note),
      origin(answer.origin),
    )
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
export function cardRead({ read }: Card, isOpen: boolean): Child | null {
  return read && h('div', { key: 'read', class: 'told' }, origin(read, isOpen))
}
