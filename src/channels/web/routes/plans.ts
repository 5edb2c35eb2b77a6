import * as planEndpoints from '#contract/plan-endpoints.ts'
import { canonicalJson } from '#core/commitment.ts'
import { protectedRoute, publicRoute } from '../route.ts'

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
