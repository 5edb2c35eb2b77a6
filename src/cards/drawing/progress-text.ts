import { texts } from '../texts/texts.ts'
import { visibleText } from './visible-text.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'

/** How far the making of a plan is, in one line: what goes on, and how much was looked up; null for what says nothing. */
export function progressText({ stage, attempt, reads, lookedUp }: PlanProgress): string | null {
  const words = texts.making
  if (stage === 'writing') return `${words.writing}…`
  if (stage === 'mending') return attempt === null ? null : `${words.mending(attempt.at, attempt.of)}…`
  const counted = lookedUp === 0 ? '' : ` ${words.lookedUp(lookedUp)}`
  const current = reads.findLast(({ state }) => state === 'under-way')
  const title = current === undefined ? texts.chat.working : `${visibleText(current.title)}…`
  return current === undefined && lookedUp === 0 ? null : `${title}${counted}`
}
