import { principalRoles } from '#memory/people.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { readJournal } from '#memory/plans.ts'
import { parseJournal } from '../planning/journal.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'
import { rolesStillAsked } from './still-approved.ts'
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
export async function reasonToStop(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  plan: PlanRecord,
): Promise<Stop | null> {
  if (plan.effects.every(({ state }) => state === 'succeeded')) return null
  const { rows, rolesNow } = await services.database.tenant(turn.tenantId, async (tx) => ({
    rows: await readJournal(tx, plan.id, plan.generation),
    rolesNow: await principalRoles(
      tx,
      plan.decisions.map(({ principalId }) => principalId),
    ),
  }))
  const field = tamperedField(turn, record, plan, parseJournal(rows))
  if (field !== null) {
    return { code: 'digest-differs', text: `The plan isn’t the one that was judged any more (${field} differs).` }
  }
  const { policies } = record.live
  if (!plan.verdict || rolesStillAsked(plan, plan.verdict, { rolesNow, policies }).length > 0) {
    return { code: 'approval-gone', text: 'Whoever approved this may not approve it any more.' }
  }
  return null
}
