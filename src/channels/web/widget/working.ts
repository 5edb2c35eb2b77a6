import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child } from '../browser/element.ts'
import type { ActiveRun } from '../browser/active-run.ts'
import type { MessageListProps } from './message-props.ts'

const words = screenTexts.chat

/** What the run at work does. A plan that waits for a person isn't work: its own card says whose turn it is. */
export function working(run: ActiveRun, props: MessageListProps): Child {
  const { state, workingSeconds, isStopping, acts, cards } = props
  if (run.node === 'plan') cards.need()
  if (workingSeconds === null || run.state === 'queued') return ''
  const hasCard = state.entries.some((entry) => entry.kind === 'plan' && entry.runId === run.runId)
  if (hasCard) return ''
  if (run.node === 'plan' && cards.part !== null) {
    const request = state.entries.find(({ id }) => id === run.of)
    const asked = request?.kind === 'said' ? request.text : ''
    return cards.part.progressCard({
      runId: run.runId,
      asked,
      seconds: workingSeconds,
      progress: state.progress?.runId === run.runId ? state.progress : null,
      isStopping,
      onStop: () => acts.stop(run.runId),
    })
  }
  const doing =
    { answer: words.working.reading, 'hand-over': words.working.person }[run.node ?? ''] ?? words.working.doing
  return h('p', { key: 'working', class: 'working' }, h('span', { class: 'ring', 'aria-hidden': 'true' }), doing)
}
