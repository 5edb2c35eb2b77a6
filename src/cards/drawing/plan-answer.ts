import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from './plan-state.ts'
import { planTexts } from '../texts/plan-texts.ts'

/** What stands above a plan's own words to whoever asked: of what isn't done any more they may say that it was. */
export function answerHeading({ status, requester }: Pick<PlanView, 'status' | 'requester'>, reader: Viewer): string {
  const { says, saysTo, wouldSay } = planTexts.card
  if (!MAY_HOLD.has(status)) return wouldSay
  return requester.id === reader.id ? says : saysTo(requester.name)
}

const MAY_HOLD: ReadonlySet<PlanView['status']> = new Set(['making', 'waiting', 'applying', 'done'])
