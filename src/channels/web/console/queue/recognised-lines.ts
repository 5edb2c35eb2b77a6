import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { recognised } from '#cards/drawing/recognised.ts'
import { h, type Child } from '../../browser/element.ts'
import { shownText } from '../../browser/shown-text.ts'

/** How it was recognised what somebody asked for, and why that is doubted, for whoever else looks; null for themselves. */
export function recognisedLines(plan: PlanView, reader: Viewer): Child | null {
  const told = recognised(plan, reader)
  if (told === null) return null
  return h(
    'div',
    { class: 'recognised' },
    h('p', null, shownText(told.how.join(' '))),
    told.doubts.map((doubt) => h('p', { class: 'doubt' }, shownText(doubt))),
  )
}
