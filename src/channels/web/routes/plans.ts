import * as planEndpoints from '#contract/plan-endpoints.ts'
import { canonicalJson } from '#core/commitment.ts'
import { protectedRoute, publicRoute } from '../route.ts'
import { momentOf } from '#contract/fields.ts'

export const listPlans = protectedRoute({
  ...planEndpoints.listPlans,
  handle: async ({ principal, query, services }) => {
    const { status = null, agent = null, threadId = null, runId = null, requester = null, asks = null } = query
    const { after = null, order, limit } = query
    return await services.operations.listPlans(principal, {
      ...{ status, agent, threadId, runId, requester, asks, after, order, limit },
      since: momentOf(query.since),
      until: momentOf(query.until),
    })
  },
})

export const readPlan = protectedRoute({
  ...planEndpoints.readPlan,
  handle: async ({ principal, params, services }) => await services.operations.readPlan(principal, params.planId),
})

export const listPlanMessages = protectedRoute({
  ...planEndpoints.listPlanMessages,
  handle: async ({ principal, params, services }) => ({
    messages: await services.operations.listPlanMessages(principal, params.planId),
  }),
})

export const readEvidence = protectedRoute({
  ...planEndpoints.readEvidence,
  handle: async ({ principal, params, services }) => {
    const evidence = await services.operations.readEvidence(principal, params.planId)
    return new Response(canonicalJson(evidence), {
      headers: {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="evidence-${params.planId}.json"`,
      },
    })
  },
})

export const listEvidenceKeys = publicRoute({
  ...planEndpoints.listEvidenceKeys,
  handle: async ({ services }) => services.operations.evidenceKeys(),
})

export const replayPlan = protectedRoute({
  ...planEndpoints.replayPlan,
  handle: async ({ principal, params, services, signal }) =>
    await services.operations.replayPlan(principal, params.planId, signal),
})

export const explainPlan = protectedRoute({
  ...planEndpoints.explainPlan,
  handle: async ({ principal, params, services }) => await services.operations.explainPlan(principal, params.planId),
})
