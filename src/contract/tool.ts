import { z } from 'zod'
import { StopKind } from '#memory/agents/stop-kind.ts'
import { Moment, textUpTo } from './fields.ts'

const ToolName = z.string().regex(/^[\w./-]{1,200}$/)

export const StopView = z
  .object({
    id: z.string(),
    kind: StopKind,
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
    kind: StopKind,
    name: ToolName.or(z.literal('')).default('').describe('The tool’s or the agent’s; left out for `tenant`.'),
    why: textUpTo(300).trim().min(1).describe('Why, for whoever meets it.'),
  })
  .meta({ id: 'NewStop' })
export type NewStop = z.output<typeof NewStop>

export type ToolState = ToolView['state']
