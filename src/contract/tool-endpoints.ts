import { z } from 'zod'
import { NewStop, StopView, ToolAcceptance, ToolView } from './tool.ts'
import { Id } from './fields.ts'
import { endpoint } from './endpoint.ts'

export const listTools = endpoint({
  method: 'GET',
  path: '/v1/tools',
  actions: ['tool.list'],
  summary: 'List the tools and what their servers offer',
  description: 'Every tool that an agent’s `tools.yaml` names. What a server offers beside these can’t be called.',
  success: 'The tools, by name.',
  result: z.object({ tools: z.array(ToolView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const acceptTool = endpoint({
  method: 'POST',
  path: '/v1/tools/acceptances',
  actions: ['tool.accept'],
  summary: 'Accept what a tool’s server offers now',
  description:
    'From then on the tool can be called as it is defined now. Plans that wait are judged anew before anything is done.',
  body: ToolAcceptance,
  success: 'The tool as it is accepted now.',
  result: z.object({ tool: ToolView }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 412, code: 'tool-differs', when: 'its server offers another definition than the one that you looked at' },
    { status: 422, code: 'agent-broken', when: 'the agent’s folder or rules don’t fit the new definition' },
  ],
})

export const listStops = endpoint({
  method: 'GET',
  path: '/v1/stops',
  actions: ['stop.list'],
  summary: 'List what is stopped',
  query: z.object({ all: z.enum(['true', 'false']).default('false').describe('Those that have ended, too.') }),
  success: 'The stops, the last one first.',
  result: z.object({ stops: z.array(StopView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const stopCalls = endpoint({
  method: 'POST',
  path: '/v1/stops',
  actions: ['stop.set'],
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
})

export const startCalls = endpoint({
  method: 'DELETE',
  path: '/v1/stops/{stopId}',
  actions: ['stop.end'],
  summary: 'End a stop',
  params: z.object({ stopId: Id }),
  success: 'The stop, with who ended it and when. Nothing that it kept from happening happens by itself.',
  result: z.object({ stop: StopView }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})
