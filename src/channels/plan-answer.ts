import type { PlanView } from '#contract/plan.ts'
import { planTexts } from './plan-texts.ts'

/** What stands above a plan's own words: they hold once it is done, and of what won't be done they may say that it was. */
export function answerHeading({ status }: Pick<PlanView, 'status'>): string {
  return OVER.has(status) ? planTexts.card.wouldSay : planTexts.card.says
}

const OVER: ReadonlySet<PlanView['status']> = new Set([
  'failed',
  'refused',
  'rejected',
  'expired',
  'stale',
  'unknown',
  'cancelled',
])
