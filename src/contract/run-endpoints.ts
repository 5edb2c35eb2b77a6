import { z } from 'zod'
import { RUN_STATUSES, RunPage, RunView } from './run.ts'
import { Id, When, limitUpTo, textUpTo } from './fields.ts'
import { AsideRunView } from './aside-run.ts'
import { endpoint, type RefusedFor } from './endpoint.ts'

export const listRuns = endpoint({
  method: 'GET',
  path: '/v1/runs',
  actions: ['run.read'],
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
  result: RunPage,
})

export const readRun = endpoint({
  method: 'GET',
  path: '/v1/runs/{runId}',
  actions: ['run.read'],
  summary: 'Read how far a run is, and what it waits for',
  params: z.object({ runId: Id }),
  success: 'The run.',
  result: RunView,
})

/** How taking a run back is refused. */
export const CANCEL_PROBLEMS = [
  { status: 409, code: 'run-not-cancellable', when: 'a step of its plan has begun, or it has ended' },
] as const satisfies readonly RefusedFor[]

export const cancelRun = endpoint({
  method: 'POST',
  path: '/v1/runs/{runId}/cancel',
  actions: ['run.cancel'],
  summary: 'Cancel a run',
  description:
    'What waits is taken back, and what is being made is stopped: nothing of it is done, and the thread says so. From the first step of a plan on what has begun is finished.',
  params: z.object({ runId: Id }),
  success: 'The run as it is now.',
  result: RunView,
  problems: CANCEL_PROBLEMS,
})

export const listAsideRuns = endpoint({
  method: 'GET',
  path: '/v1/set-aside-runs',
  actions: ['run.list-set-aside'],
  summary: 'List the runs that were set aside',
  success: 'The runs, the first first: 200 at most.',
  result: z.object({ runs: z.array(AsideRunView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const retryRun = endpoint({
  method: 'POST',
  path: '/v1/set-aside-runs/{runId}/retry',
  actions: ['run.retry'],
  summary: 'Have a run that was set aside tried again',
  description: 'It goes on from where it was. Nothing of it is done twice for that.',
  params: z.object({ runId: Id }),
  success: 'It is queued.',
  result: z.object({}),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})
