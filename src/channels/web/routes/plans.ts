import { z } from 'zod'
import { canonicalJson } from '#core/commitment.ts'
import { PublicKey } from '#core/evidence-key.ts'
import { PLAN_ORDERS } from '#memory/plan-order.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import { protectedRoute, publicRoute } from '../route.ts'
import { AnyJsonObject, Id, When, limitUpTo, momentOf, textUpTo } from '#contract/fields.ts'
import { MessageView } from '#contract/message.ts'
import { PlanView } from '#contract/plan.ts'

export const listPlans = protectedRoute({
  method: 'GET',
  path: '/v1/plans',
  scopes: ['read', 'decide'],
  summary: 'List the plans that you may read',
  query: z.object({
    status: z.enum(PLAN_STATUSES).optional(),
    agent: textUpTo(100).optional(),
    threadId: Id.optional(),
    runId: Id.optional(),
    requester: textUpTo(128).optional().describe('The id of whoever asked for it.'),
    since: When.optional().describe('Only those made then or later.'),
    until: When.optional().describe('Only those made before.'),
    asks: textUpTo(100).optional().describe('A role that is asked.'),
    order: z.enum(PLAN_ORDERS).default('newest').describe('Of equal risk the oldest comes first.'),
    after: Id.optional().describe('`next` of the page before, in the same order.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'The plans, newest first unless you say. `next` is where to go on; null at the end.',
  result: z.object({ plans: z.array(PlanView).readonly(), next: Id.nullable() }),
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
  method: 'GET',
  path: '/v1/plans/{planId}',
  scopes: ['chat', 'read', 'decide'],
  summary: 'Read a plan',
  description:
    'For its requester, the roles that it asks, operators and auditors; with an unknown step, for those who may resolve it.',
  params: z.object({ planId: Id }),
  success: 'The plan, cut to what you may see.',
  result: PlanView,
  handle: async ({ principal, params, services }) => await services.operations.readPlan(principal, params.planId),
})

export const listPlanMessages = protectedRoute({
  method: 'GET',
  path: '/v1/plans/{planId}/messages',
  scopes: ['read', 'decide'],
  summary: 'List the last messages before a plan',
  description: 'What a plan is about, for whoever may read it: six messages at most, from before it was made.',
  params: z.object({ planId: Id }),
  success: 'The messages, oldest first.',
  result: z.object({ messages: z.array(MessageView).readonly() }),
  handle: async ({ principal, params, services }) => ({
    messages: await services.operations.listPlanMessages(principal, params.planId),
  }),
})

export const readEvidence = protectedRoute({
  method: 'GET',
  path: '/v1/plans/{planId}/evidence',
  scopes: ['read', 'decide'],
  summary: 'Download the evidence of a plan',
  params: z.object({ planId: Id }),
  description:
    'With the values that you may read of it; the others stand as commitments. `npx parley evidence verify` checks it.',
  success: 'Everything about the plan as one signed file, in canonical form (RFC 8785).',
  result: AnyJsonObject,
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
  method: 'GET',
  path: '/v1/evidence-keys',
  summary: 'List the public keys of evidence',
  description: 'The keys that this server signs and has signed evidence with, the one in use first (RFC 8037).',
  success: 'A key set.',
  result: z.object({ keys: z.array(PublicKey).readonly() }),
  handle: async ({ services }) => ({ keys: services.operations.evidenceKeys() }),
})
