import type { PlanWithContext } from '#turn/plan-context.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Turn } from '#turn/turn.ts'
import { rolesStillAsked } from '#plan/sealed/still-approved.ts'
import { tamperedField } from './tampered-field.ts'

/** Why a plan that has begun doesn't go on, in words for the person who asked. */
export interface Stop {
  readonly code: 'digest-differs' | 'approval-gone'
  readonly text: string
}

/**
 * Asked each time that a worker comes to a plan which has begun: what remains of it must still be what was judged, and
 * its approvals must still stand. Otherwise a row that says `dispatched` would be all that a call needs.
 */
export function reasonToStop(
  turn: Turn,
  record: TurnRecord,
  { plan, journal, rolesNow }: PlanWithContext,
): Stop | null {
  if (plan.effects.every(({ state }) => state === 'succeeded')) return null
  const field = tamperedField(turn, record, plan, journal)
  if (field !== null) {
    return { code: 'digest-differs', text: `The plan isn’t the one that was judged any more (${field} differs).` }
  }
  const { policies } = record.live
  if (!plan.verdict || rolesStillAsked(plan, plan.verdict, { rolesNow, policies }).length > 0) {
    return { code: 'approval-gone', text: 'Whoever approved this may not approve it any more.' }
  }
  return null
}
