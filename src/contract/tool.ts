import { z } from 'zod'
import { KillSwitchKind } from '#memory/agents/kill-switch-kind.ts'
import { Moment, textUpTo, Id } from './fields.ts'
import { operation } from './endpoint.ts'

const ToolName = z.string().regex(/^[\w./-]{1,200}$/)

export const StopView = z
  .object({
    id: z.string(),
    kind: KillSwitchKind,
    name: z.string().describe('The tool’s or the agent’s; empty for everything of the tenant.'),
    why: z.string(),
    stoppedBy: z.string(),
    stoppedAt: Moment,
    startedBy: z.string().nullable(),
    startedAt: Moment.nullable().describe('Null while it is in force.'),
  })
  .meta({ id: 'Stop' })
export type StopView = z.infer<typeof StopView>

export const ToolView = z
  .object({
    tool: z.string(),
    agents: z.array(z.string()).readonly(),
    effect: z.enum(['read', 'write']),
    title: z.string(),
    address: z.string().describe('A URL without credentials, or the exact command line.'),
    description: z.string().describe('As its server describes it, and was accepted; empty where neither is known.'),
    takes: z
      .array(z.object({ name: z.string(), type: z.string().nullable(), isNeeded: z.boolean() }))
      .readonly()
      .describe('Its arguments, by the same definition.'),
    owner: z.string().describe('Whose data it may touch, in a sentence.'),
    lately: z
      .object({ done: z.int(), failed: z.int(), unknown: z.int(), lastAt: Moment })
      .nullable()
      .describe('What became of its writes of the last seven days; null where there were none. Reads aren’t counted.'),
    faults: z
      .array(z.object({ reason: z.string(), times: z.int(), lastAt: Moment }))
      .readonly()
      .describe('What of it couldn’t be used in the last seven days, however often it was tried.'),
    state: z
      .enum(['accepted', 'changed', 'new', 'gone', 'unreachable'])
      .describe('Only an `accepted` one can be called.'),
    accepted: z.object({ hash: z.string(), by: z.string(), at: Moment }).nullable(),
    offered: z.string().nullable().describe('The hash of what its server offers now: what accepting it names.'),
    sample: z
      .string()
      .nullable()
      .describe('The hash of its sample in tools.yaml where that waits to be accepted. No call waits for it.'),
    changes: z.array(z.string()).readonly().describe('What differs, in sentences.'),
    diff: z
      .array(z.string())
      .readonly()
      .describe('Lines of description, schemas and sample, with `+`, `-` or a space first.'),
    stop: StopView.nullable().describe('What keeps it from being called: its own stop, its agent’s or everything’s.'),
  })
  .meta({ id: 'Tool' })
export type ToolView = z.infer<typeof ToolView>

export const ToolAcceptance = z
  .strictObject({
    tool: ToolName,
    hash: z.string().max(100).describe('The `offered` that you looked at.'),
    sample: z
      .string()
      .max(100)
      .nullable()
      .default(null)
      .describe('The `sample` that you looked at. Without it none is accepted, and planners are shown none.'),
  })
  .meta({ id: 'ToolAcceptance' })

export const NewStop = z
  .strictObject({
    kind: KillSwitchKind,
    name: ToolName.or(z.literal('')).default('').describe('The tool’s or the agent’s; left out for `tenant`.'),
    why: textUpTo(300).trim().min(1).describe('Why, for whoever meets it.'),
  })
  .meta({ id: 'NewStop' })
export type NewStop = z.output<typeof NewStop>

export type ToolState = ToolView['state']

export const listTools = operation({
  method: 'GET',
  path: '/v1/tools',
  actions: ['tool.list'],
  summary: 'List the tools and what their servers offer',
  description: 'Every tool that an agent’s `tools.yaml` names. What a server offers beside these can’t be called.',
  success: 'The tools, by name.',
  result: z.object({ tools: z.array(ToolView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const acceptTool = operation({
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

export const listStops = operation({
  method: 'GET',
  path: '/v1/stops',
  actions: ['stop.list'],
  summary: 'List what is stopped',
  query: z.object({ all: z.enum(['true', 'false']).default('false').describe('Those that have ended, too.') }),
  success: 'The stops, the last one first.',
  result: z.object({ stops: z.array(StopView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const stopCalls = operation({
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

export const startCalls = operation({
  method: 'DELETE',
  path: '/v1/stops/{stopId}',
  actions: ['stop.end'],
  summary: 'End a stop',
  params: z.object({ stopId: Id }),
  success: 'The stop, with who ended it and when. Nothing that it kept from happening happens by itself.',
  result: z.object({ stop: StopView }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})
