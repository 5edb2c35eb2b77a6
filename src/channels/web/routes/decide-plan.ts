import * as planEndpoints from '#contract/plan-endpoints.ts'
import { isEmbedded, ownPageRequired } from '../own-page.ts'
import { protectedRoute } from '../route.ts'
import type { PlanView } from '#contract/plan.ts'
import { AppError } from '#core/errors.ts'
import type { DecisionOutcome } from '#contract/operations.ts'

export const decidePlan = protectedRoute({
  ...planEndpoints.decidePlan,
  handle: async ({ principal, params, headers, body, services }) => {
    const outcome = await services.operations.decidePlan(principal, params.planId, {
      digest: body.digest,
      decision: body.decision,
      reason: body.reason ?? null,
      note: body.note ?? null,
      changes: body.changes ?? [],
      isEmbedded: isEmbedded(headers, services.config),
    })
    const plan = decidedPlan(outcome)
    const { decision } = body
    if (outcome.outcome === 'decided' && outcome.isNew && decision !== 'edit')
      services.metrics.planDecided(timesOf(plan, principal.id, decision))
    return { plan }
  },
})

export const resolveEffect = protectedRoute({
  ...planEndpoints.resolveEffect,
  handle: async ({ principal, params, headers, body, services }) => {
    // It is for who decides on the plan, never for who asked for it.
    if (isEmbedded(headers, services.config)) throw ownPageRequired()
    return { plan: await services.operations.resolveEffect(principal, params.planId, params.index, body) }
  },
})

function timesOf(plan: PlanView, principalId: string, decision: 'approve' | 'reject') {
  const mine = plan.decisions.findLast(({ principal }) => principal.id === principalId)
  const waitedMs = mine === undefined ? 0 : Math.max(0, Date.parse(mine.at) - Date.parse(plan.createdAt))
  return { decision, waitedMs, lookedMs: mine?.lookedMs ?? null }
}

function decidedPlan(outcome: DecisionOutcome): PlanView {
  switch (outcome.outcome) {
    case 'decided':
      return outcome.plan
    case 'wrong-role':
      throw refusal(403, 'wrong-role', `Deciding this plan is for ${listed(outcome.needs)}.`, { needs: outcome.needs })
    case 'own-page-required':
      throw ownPageRequired()
    case 'own-edit':
      throw refusal(
        403,
        'own-edit',
        `You changed this plan, so somebody else must say yes: ${listed(outcome.needs)}.`,
        {
          needs: outcome.needs,
        },
      )
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
  const did = { approve: 'approved', edit: 'changed', reject: 'rejected' }[by.decision]
  return `${by.principal.name} ${did} the plan before you.`
}

function listed(roles: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(roles)
}

function refusal(status: number, code: string, message: string, details: Record<string, unknown> = {}): AppError {
  return new AppError(message, { status, code, details })
}
