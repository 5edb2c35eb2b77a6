import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { NewStop, StopView } from '#contract/tool.ts'

export const listStops = protectedRoute({
  method: 'GET',
  path: '/v1/stops',
  scopes: ['operate', 'read'],
  summary: 'List what is stopped',
  query: z.object({ all: z.enum(['true', 'false']).default('false').describe('Those that have ended, too.') }),
  success: 'The stops, the last one first.',
  result: z.object({ stops: z.array(StopView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
  handle: async ({ principal, query, services }) => ({
    stops: await services.operations.listStops(principal, { all: query.all === 'true' }),
  }),
})

export const stopCalls = protectedRoute({
  method: 'POST',
  path: '/v1/stops',
  scopes: ['operate'],
  summary: 'Stop a tool, an agent or everything',
  description:
    'A second after the answer no call is begun any more, by any worker. What is under way is finished. A plan that comes to a stop ends with its reason; one that waits for a yes goes on waiting.',
  body: NewStop,
  success: 'The stop in force; the one before where it was stopped already.',
  result: z.object({ stop: StopView }),
  status: 201,
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 422, code: 'tool-unknown', when: 'no agent’s folder names this tool' },
    { status: 422, code: 'agent-unknown', when: 'there is no such agent' },
  ],
  handle: async ({ principal, body, services }) => ({ stop: await services.operations.stopCalls(principal, body) }),
})

export const startCalls = protectedRoute({
  method: 'DELETE',
  path: '/v1/stops/{stopId}',
  scopes: ['operate'],
  summary: 'End a stop',
  params: z.object({ stopId: Id }),
  success: 'The stop, with who ended it and when. Nothing that it kept from happening happens by itself.',
  result: z.object({ stop: StopView }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
  handle: async ({ principal, params, services }) => ({
    stop: await services.operations.startCalls(principal, params.stopId),
  }),
})
