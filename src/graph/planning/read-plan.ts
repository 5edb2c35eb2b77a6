import { AppError } from '#errors.ts'
import { windowTotals } from '#memory/ledger.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { readPlan } from '#memory/plans.ts'
import type { JournalEntry } from '#plan/contract.ts'
import type { RolesNow } from '../applying/still-approved.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'
import type { Surroundings } from './facts.ts'
import { parseJournal } from './journal.ts'

/** A plan with all that judging it needs, as of one moment. */
export interface PlanAround {
  readonly plan: PlanRecord
  readonly journal: readonly JournalEntry[]
  readonly around: Surroundings
  /** The roles that whoever decided on it holds now. */
  readonly rolesNow: RolesNow
}

/** Reads that. Throws `plan-missing`. */
export async function readPlanAround(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  planId: string,
): Promise<PlanAround> {
  const { live, principal, channel } = record
  const scope = { requester: principal.id, agent: live.agent.name, withoutPlan: planId, windows: live.policies.windows }
  const [plan, ledger] = await services.database.atOnce(turn.tenantId, (tx) =>
    Promise.all([readPlan(tx, planId), windowTotals(tx, scope)]),
  )
  if (!plan) throw new AppError('The plan of this turn is gone.', { code: 'plan-missing' })
  return {
    plan,
    journal: parseJournal(plan.journal),
    around: { live, principal, channel, threadId: turn.threadId, ledger, now: plan.now },
    rolesNow: new Map(plan.decisions.map(({ principalId, rolesNow }) => [principalId, rolesNow])),
  }
}
