import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { RUN_STATUSES } from '#contract/run.ts'
import { Id, When, limitUpTo, momentOf, textUpTo } from '#contract/fields.ts'
import { RunView } from '#contract/run.ts'

export const listRuns = protectedRoute({
  method: 'GET',
  path: '/v1/runs',
  scopes: ['chat', 'read'],
  summary: 'List the runs that you may read',
  description: 'Your own; for operators and auditors everybody’s.',
  query: z.object({
    threadId: Id.optional(),
    requester: textUpTo(128).optional().describe('The id of whoever asked.'),
    agent: textUpTo(100).optional(),
    status: z.enum(RUN_STATUSES).optional(),
    since: When.optional().describe('Only those that began then or later.'),
    until: When.optional().describe('Only those that began before.'),
    after: Id.optional().describe('The `next` of the page before.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'The runs, newest first. `next` is where to go on; null at the end.',
  result: z.object({ runs: z.array(RunView).readonly(), next: Id.nullable() }),
  handle: async ({ principal, query, services }) => {
    const { threadId = null, requester = null, agent = null, status = null, after = null, limit } = query
    const times = { since: momentOf(query.since), until: momentOf(query.until) }
    return await services.operations.listRuns(principal, { threadId, requester, agent, status, ...times, after, limit })
  },
})

export const readRun = protectedRoute({
  method: 'GET',
  path: '/v1/runs/{runId}',
  scopes: ['chat', 'read'],
  summary: 'Read how far a run is, and what it waits for',
  params: z.object({ runId: Id }),
  success: 'The run.',
  result: RunView,
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
  result: RunView,
  problems: [{ status: 409, code: 'run-not-cancellable', when: 'a step of its plan has begun, or it has ended' }],
  handle: async ({ principal, params, services }) => await services.operations.cancelRun(principal, params.runId),
})
