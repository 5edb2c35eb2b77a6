import * as planEndpoints from '#contract/plan-endpoints.ts'
import { isEmbedded, sameOriginRequired } from '../same-origin.ts'
import { protectedRoute } from '../route.ts'
import type { PlanView } from '#contract/plan.ts'
import { refusedOutcome } from '#cards/drawing/refused-outcome.ts'

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
    if (outcome.outcome === 'own-page-required') throw sameOriginRequired()
    if (outcome.outcome !== 'decided') throw refusedOutcome(outcome)
    const { plan } = outcome
    const { decision } = body
    if (outcome.isNew && decision !== 'edit') services.metrics.planDecided(timesOf(plan, principal.id, decision))
    return { plan }
  },
})

function timesOf(plan: PlanView, principalId: string, decision: 'approve' | 'reject') {
  const mine = plan.decisions.findLast(({ principal }) => principal.id === principalId)
  const waitedMs = mine === undefined ? 0 : Math.max(0, Date.parse(mine.at) - Date.parse(plan.createdAt))
  return { decision, waitedMs, lookedMs: mine?.lookedMs ?? null }
}
