import { AppError } from '#core/errors.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlan } from '#memory/plans/plans.ts'
import type { DecisionOutcome } from '#contract/operations.ts'
import { decisionOperations } from './decide-plan.ts'
import { NOT_MEANT } from '#sealed-plan/plan-intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Called } from '#routing/texts/called-text.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'
import type { Services } from '#turn/services.ts'
import type { MessageId } from '#turn/speaking.ts'

/** Why a yes is worth nothing now, while the plan waits on, by the code that it is refused with. */
const HELD_BACK: ReadonlyMap<string, MessageId> = new Map([
  ['stopped', 'our team has paused it for now'],
  ['tool-suspended', 'our team has to check a change to its tool first'],
  ['requester-signed-out', 'it needs the rights of who asked, and their sign-in has ended'],
  ['hand-over-open', 'a person has taken this conversation'],
])

/**
 * Decides a plan by what its requester typed, in the same way as a button's press: bound to the digest, once, and with no
 * role of theirs. It is idempotent: run again after a crash, it finds its own decision.
 */
export async function decideInWords(
  services: Services,
  { principal }: Pick<TurnRecord, 'principal'>,
  { planId, digest, decision }: Extract<PlanCall, { do: 'decide' }>,
): Promise<readonly Called[]> {
  const { decidePlan } = decisionOperations(services)
  const asRequester = { ...principal, roles: [] }
  // What the card's own "no" says: it is asked what was meant.
  const reason = decision === 'reject' ? NOT_MEANT : null
  const outcome = await decidePlan(asRequester, planId, { digest, decision, reason, note: null, changes: [] }).catch(
    (error: unknown) => {
      const why = error instanceof AppError ? HELD_BACK.get(error.code) : undefined
      if (why === undefined) throw error
      return { why }
    },
  )
  const plan = await services.database.batch(principal.tenantId, (tx) => readPlan(tx, planId))
  if (!plan) return []
  return [
    'why' in outcome ? { plan, came: 'held-back', why: outcome.why } : { plan, came: cameOf(outcome, plan, decision) },
  ]
}

function cameOf({ outcome }: DecisionOutcome, { status }: PlanRecord, decision: 'approve' | 'reject'): Called['came'] {
  switch (outcome) {
    case 'decided':
      if (decision === 'reject') return 'declined'
      return status === 'waiting' ? 'agreed-for-one' : 'agreed'
    case 'digest-differs':
      return status === 'waiting' ? 'changed' : 'told'
    case 'decided-before':
    case 'expired':
    case 'wrong-role':
    case 'own-edit':
    case 'own-page-required':
    case 'person-required':
      return 'told'
  }
}
