import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '../schemas/common.ts'
import { Run } from '../schemas/conversation.ts'

export const readRun = protectedRoute({
  method: 'GET',
  path: '/v1/runs/{runId}',
  scopes: ['chat', 'read'],
  summary: 'Read how far a run is',
  params: z.object({ runId: Id }),
  success: 'The run.',
  result: Run,
  handle: async ({ principal, params, services }) => await services.operations.readRun(principal, params.runId),
})

export const cancelRun = protectedRoute({
  method: 'POST',
  path: '/v1/runs/{runId}/cancel',
  scopes: ['chat'],
  summary: 'Cancel a run',
  description:
    'What waits is taken back, and what is being made is stopped: nothing of it is done, and the thread says so. From the first step of a plan on what has begun is finished.',
  params: z.object({ runId: Id }),
  success: 'The run as it is now.',
  result: Run,
  problems: [{ status: 409, code: 'run-not-cancellable', when: 'a step of its plan has begun, or it has ended' }],
  handle: async ({ principal, params, services }) => await services.operations.cancelRun(principal, params.runId),
})
