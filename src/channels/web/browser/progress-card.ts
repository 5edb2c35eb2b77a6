import { screenTexts } from '#cards/texts/screen-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { h, type Description } from './element.ts'
import { icon } from './icons.ts'
import { progressLines } from './progress-lines.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import { shownText } from './shown-text.ts'

export interface ProgressCardProps {
  readonly runId: string
  /** What was asked for, in the words of who asked. */
  readonly asked: string
  readonly seconds: number
  /** How far it is; null while nothing is known of that. */
  readonly progress: PlanProgress | null
  readonly isStopping: boolean
  onStop(): void
}

/** The card of a plan that is being made: nothing can change yet, and it says so. */
export function progressCard({ runId, asked, seconds, progress, isStopping, onStop }: ProgressCardProps): Description {
  const id = `making-${runId}`
  const words = screenTexts.card
  return h(
    'article',
    { key: id, class: 'plan chat', 'aria-labelledby': id, 'data-status': 'making' },
    h(
      'header',
      { class: 'plan-head' },
      h(
        'p',
        { class: 'state quiet' },
        icon('wait'),
        h('span', { class: 's' }, planTexts.card.making),
        seconds < 2 ? null : h('span', { class: 'when' }, words.seconds(seconds)),
      ),
      h('h3', { class: 'plan-title', id }, shownText(asked)),
    ),
    h('ul', { class: 'prog' }, progressLines(progress)),
    h(
      'div',
      { class: 'acts' },
      h(
        'button',
        {
          type: 'button',
          class: 'b',
          'data-act': 'stop',
          'aria-disabled': isStopping ? 'true' : null,
          on: { click: () => (isStopping ? undefined : onStop()) },
        },
        isStopping ? screenTexts.chat.stopping : words.stop,
      ),
    ),
  )
}
