import { planTexts } from '#cards/texts/plan-texts.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'

/** Nobody wants to hear each line of a list that grows. */
const CALM_MS = 5_000

/** Tells a screen reader how far a plan is, now and then: what is written, or how much was looked up. */
export class ProgressVoice {
  #told = ''
  #toldAt = -Infinity

  /** A sentence where there is something new to hear and the last one was a while ago; else null. */
  next(progress: PlanProgress | null): string | null {
    const words = progress === null ? '' : wordsOf(progress)
    const now = performance.now()
    if (words === '' || words === this.#told || now - this.#toldAt < CALM_MS) return null
    this.#told = words
    this.#toldAt = now
    return words
  }
}

function wordsOf({ stage, attempt, lookedUp }: PlanProgress): string {
  const { making, card } = planTexts
  if (stage === 'writing') return making.writing
  if (stage === 'mending' && attempt !== null) return making.mending(attempt.at, attempt.of)
  if (stage !== 'trying' && stage !== 'checking') return ''
  return lookedUp === 0 ? card.making : making.lookedUp(lookedUp)
}
