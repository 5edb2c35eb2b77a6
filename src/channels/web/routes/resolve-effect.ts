import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '../schemas/common.ts'
import { NewResolution, Plan } from '../schemas/plan.ts'

export const resolveEffect = protectedRoute({
  method: 'POST',
  path: '/v1/plans/{planId}/effects/{index}/resolution',
  scopes: ['decide'],
  summary: 'Say what came of an effect that nobody knows of',
  description: 'A person has looked after an effect whose state is `unknown`, and says whether it happened.',
  params: z.object({ planId: Id, index: z.coerce.number().int().min(0).max(10_000) }),
  body: NewResolution,
  success: 'The plan as it is now.',
  result: z.object({ plan: Plan }),
  handle: async ({ principal, params, body, services }) => ({
    plan: await services.operations.resolveEffect(principal, params.planId, params.index, body),
  }),
})
