import type { PlanWithContext } from '#turn/plan-context.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { operatorFieldChanges } from './operator-fields.ts'
import { missingApprovals } from '#sealed-plan/approval/approval-status.ts'
import { findTampering } from './find-tampering.ts'

/** Why a plan that has begun doesn't go on, in words for the person who asked. */
export interface AbortReason {
  readonly code: 'digest-differs' | 'approval-gone'
  readonly text: string
}

const OPERATOR_CHANGED = 'Our team changed something after this was approved, so I stopped here.'

/**
 * Asked each time that a worker comes to a plan which has begun: what remains of it must still be what was judged, and
 * its approvals must still stand. Otherwise a row that says `dispatched` would be all that a call needs.
 */
export async function checkBeforeResume(
  services: Pick<Services, 'database'>,
  turn: Turn,
  record: TurnRecord,
  found: PlanWithContext,
): Promise<AbortReason | null> {
  const { plan, journal, rolesNow } = found
  if (plan.effects.every(({ state }) => state === 'succeeded')) return null
  const field = findTampering(turn, record, plan, journal)
  if (field !== null) {
    const isOperators = (await operatorFieldChanges(services, turn, record, found)) !== null
    return {
      code: 'digest-differs',
      text: isOperators ? OPERATOR_CHANGED : `The plan isn’t the one that was judged any more (${field} differs).`,
    }
  }
  const { policies } = record.live
  if (!plan.verdict || missingApprovals(plan, plan.verdict, { rolesNow, policies }).length > 0) {
    return { code: 'approval-gone', text: 'The person who approved this may no longer do so.' }
  }
  return null
}
