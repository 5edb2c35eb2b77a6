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
  description: 'What has already happened stays; what hasn’t begun won’t.',
  params: z.object({ runId: Id }),
  success: 'The run as it is now.',
  result: Run,
  problems: [{ status: 409, code: 'run-not-cancellable', when: 'the run is at work, or has ended' }],
  handle: async ({ principal, params, services }) => await services.operations.cancelRun(principal, params.runId),
})
