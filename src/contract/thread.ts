import { z } from 'zod'
import { Id, Moment, Person } from './fields.ts'

/** `working`: a run of it is at work, or is to be; `waiting`: else, that one waits; `idle`: all that was asked has ended. */
export const THREAD_STATUSES = ['idle', 'working', 'waiting'] as const

export const NewThread = z
  .strictObject({
    agent: z.string().min(1).max(100).optional().describe('The name of an agent folder; the first one where left out.'),
  })
  .meta({ id: 'NewThread' })

export const AgentFacts = z
  .object({
    model: z.string().nullable().describe('The language model that the agent works with; null where it has none.'),
    person: z
      .string()
      .nullable()
      .describe('The role that it passes conversations on to; null where it passes none on.'),
  })
  .meta({ id: 'AgentFacts' })
export type AgentFacts = z.infer<typeof AgentFacts>

export const ThreadView = z
  .object({
    id: Id,
    agent: z.string(),
    title: z.string().describe('What the agent is called on a screen.'),
    greeting: z.string().describe("The agent's first words."),
    suggestions: z.array(z.string()).readonly().describe('Messages that the agent suggests to begin with.'),
    about: AgentFacts,
  })
  .meta({ id: 'Thread' })
export type ThreadView = z.infer<typeof ThreadView>

export const ListedThreadView = z
  .object({
    id: Id,
    agent: z.string(),
    title: z.string().describe('What the agent is called on a screen.'),
    requester: Person.describe('Whose it is.'),
    channel: z.string(),
    about: AgentFacts,
    status: z
      .enum(THREAD_STATUSES)
      .describe('`working` where something is being done, or is to be; else `waiting` where a run waits; else `idle`.'),
    createdAt: Moment,
    lastMessageAt: Moment.nullable(),
  })
  .meta({ id: 'ListedThread' })
export type ListedThreadView = z.infer<typeof ListedThreadView>

export const ThreadPage = z.object({ threads: z.array(ListedThreadView).readonly(), next: Id.nullable() })
export type ThreadPage = z.infer<typeof ThreadPage>
