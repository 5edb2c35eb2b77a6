import { planTexts } from '#cards/texts/plan-texts.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'

/** How far a plan is, in a sentence for a screen reader: what is written, or how much was looked up. */
export function progressWords({ stage, attempt, lookedUp }: PlanProgress): string {
  const { making, card } = planTexts
  if (stage === 'writing') return making.writing
  if (stage === 'mending' && attempt !== null) return making.mending(attempt.at, attempt.of)
  if (stage !== 'trying' && stage !== 'checking') return ''
  return lookedUp === 0 ? card.making : making.lookedUp(lookedUp)
}
