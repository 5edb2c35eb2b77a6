import { z } from 'zod'
import { PLAN_STATUSES } from '#plan-status.ts'
import { protectedRoute } from '../route.ts'
import { AnyJsonObject, Id, limitUpTo } from '../schemas/common.ts'
import { Message } from '../schemas/conversation.ts'
import { Plan } from '../schemas/plan.ts'

export const listPlans = protectedRoute({
  method: 'GET',
  path: '/v1/plans',
  scopes: ['read', 'decide'],
  summary: 'List the plans that you may read',
  query: z.object({ status: z.enum(PLAN_STATUSES).optional(), limit: limitUpTo(200, 50) }),
  success: 'The plans, newest first.',
  result: z.object({ plans: z.array(Plan).readonly() }),
  handle: async ({ principal, query, services }) => ({
    plans: await services.operations.listPlans(principal, { status: query.status ?? null, limit: query.limit }),
  }),
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
  result: Plan,
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
  result: z.object({ messages: z.array(Message).readonly() }),
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
  success: 'Everything about the plan as one file, with the hashes that bind it together.',
  result: AnyJsonObject,
  handle: async ({ principal, params, services }) => {
    const evidence = await services.operations.readEvidence(principal, params.planId)
    return new Response(JSON.stringify(evidence), {
      headers: {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="evidence-${params.planId}.json"`,
      },
    })
  },
})
