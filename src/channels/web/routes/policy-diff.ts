import * as policyEndpoints from '#contract/policy-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const diffPolicy = protectedRoute({
  ...policyEndpoints.diffPolicy,
  handle: async ({ principal, body, services, signal }) =>
    await services.operations.diffPolicy(principal, { ...body, agent: body.agent ?? null }, signal),
})

export const listShadows = protectedRoute({
  ...policyEndpoints.listShadows,
  handle: async ({ principal, services }) => ({ agents: services.operations.listShadows(principal) }),
})

export const readShadow = protectedRoute({
  ...policyEndpoints.readShadow,
  handle: async ({ principal, query, services, signal }) =>
    await services.operations.readShadow(principal, query.agent ?? null, signal),
})
