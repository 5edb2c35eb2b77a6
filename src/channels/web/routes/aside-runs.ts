import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { AsideRunView } from '#contract/aside-run.ts'

export const listAsideRuns = protectedRoute({
  method: 'GET',
  path: '/v1/set-aside-runs',
  scopes: ['operate', 'read'],
  summary: 'List the runs that were set aside',
  success: 'The runs, the first first: 200 at most.',
  result: z.object({ runs: z.array(AsideRunView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
  handle: async ({ principal, services }) => ({ runs: await services.operations.listAsideRuns(principal) }),
})

export const retryRun = protectedRoute({
  method: 'POST',
  path: '/v1/set-aside-runs/{runId}/retry',
  scopes: ['operate'],
  summary: 'Have a run that was set aside tried again',
  description: 'It goes on from where it was. Nothing of it is done twice for that.',
  params: z.object({ runId: Id }),
  success: 'It is queued.',
  result: z.object({}),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
  handle: async ({ principal, params, services }) => {
    await services.operations.retryRun(principal, params.runId)
    return {}
  },
})
