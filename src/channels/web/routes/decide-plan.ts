import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '../schemas/common.ts'
import { NewDecision, Plan } from '../schemas/plan.ts'
import { AppError } from '#errors.ts'
import type { DecisionOutcome, PlanView } from '#graph/contract.ts'

export const decidePlan = protectedRoute({
  method: 'POST',
  path: '/v1/plans/{planId}/decisions',
  scopes: ['decide'],
  summary: 'Approve or reject a plan',
  description: 'The first decision wins. The same decision by the same person again is answered like the first time.',
  params: z.object({ planId: Id }),
  body: NewDecision,
  success: 'The plan with your decision.',
  result: z.object({ plan: Plan }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'the plan asks roles that you don’t hold; `needs` names them' },
    { status: 403, code: 'person-required', when: 'this must be decided by a person, or a key with the scope decide' },
    { status: 409, code: 'decided-before', when: 'somebody was first; `decision` is theirs' },
    { status: 410, code: 'plan-expired', when: 'the plan’s time is over' },
    { status: 412, code: 'digest-differs', when: 'the plan isn’t the one that you saw; `digest` is its digest now' },
    { status: 422, code: 'reason-unknown', when: 'the reason is none of the plan’s `rejectReasons`' },
  ],
  handle: async ({ principal, params, body, services }) => {
    const outcome = await services.operations.decidePlan(principal, params.planId, {
      digest: body.digest,
      decision: body.decision,
      reason: body.reason ?? null,
      note: body.note ?? null,
    })
    return { plan: decidedPlan(outcome) }
  },
})

function decidedPlan(outcome: DecisionOutcome): PlanView {
  switch (outcome.outcome) {
    case 'decided':
      return outcome.plan
    case 'wrong-role':
      throw refusal(403, 'wrong-role', `Deciding this plan is for ${listed(outcome.needs)}.`, { needs: outcome.needs })
    case 'person-required':
      throw refusal(403, 'person-required', "Deciding needs a person's session, or an API key with the scope decide.")
    case 'decided-before':
      throw refusal(409, 'decided-before', firstDecision(outcome), { decision: outcome.by, plan: outcome.plan })
    case 'expired':
      throw refusal(410, 'plan-expired', "The plan's time is over. Ask for it again.")
    case 'digest-differs':
      throw refusal(412, 'digest-differs', "The plan isn't the one that you saw. Look at it again, then decide.", {
        digest: outcome.digest,
      })
  }
}

function firstDecision({ by, plan }: Extract<DecisionOutcome, { outcome: 'decided-before' }>): string {
  if (by === null) return `The plan is ${plan.status} and takes no decision any more.`
  const did = { approve: 'approved', reject: 'rejected' }[by.decision]
  return `${by.principal.name} ${did} the plan before you.`
}

function listed(roles: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(roles)
}

function refusal(status: number, code: string, message: string, details: Record<string, unknown> = {}): AppError {
  return new AppError(message, { status, code, details })
}
