import { canonicalJson } from '#core/commitment.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'

export type WhichQuestion = Extract<PlanCall, { do: 'ask-which' }>

/** What was asked last about which plan is meant, where its requester had that before them when they wrote; else null. */
export function whichQuestion({ routeBefore, routeSeen }: TurnRecord): WhichQuestion | null {
  const [asked, seen] = [routeBefore?.planCall, routeSeen?.planCall]
  return asked?.do === 'ask-which' && seen !== undefined && canonicalJson(asked) === canonicalJson(seen) ? asked : null
}
