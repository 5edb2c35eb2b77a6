import { z } from 'zod'
import { Id, Moment } from './fields.ts'

export const RUN_STATUSES = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const

const Plan = { planId: Id, title: z.string().describe('The plan in one sentence.'), since: Moment }
const Path = z.string().describe('A path of this server.')
const Roles = z.array(z.string()).readonly()

export const WaitingFor = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('decision'),
      ...Plan,
      digest: z.string().describe('What a decision must name.'),
      roles: Roles.describe('Of whom another yes counts; `requester` is whoever asked for it.'),
      people: z.object({ asked: z.int(), yes: z.int() }).describe('How many people are asked, and how many said yes.'),
      until: Moment.nullable(),
      links: z.object({ plan: Path, decisions: Path }),
    }),
    z.object({
      type: z.literal('resolution'),
      ...Plan,
      roles: Roles.describe('Who may say what became of the steps.'),
      steps: z.array(z.object({ index: z.int(), title: z.string(), resolution: Path })).readonly(),
      until: z.null(),
      links: z.object({ plan: Path }),
    }),
    z.object({
      type: z.literal('tool'),
      ...Plan,
      tool: z.string(),
      step: z.object({ index: z.int(), title: z.string() }),
      nextTryAt: Moment,
      until: Moment.nullable().describe('When no more is tried, and a person is asked.'),
      links: z.object({ plan: Path }),
    }),
    z.object({
      type: z.literal('dependency'),
      dependency: z.enum(['sandbox', 'database']).describe('As `/readyz` names it.'),
      since: Moment,
      tries: z.object({ code: z.string(), firstAt: Moment, lastAt: Moment, times: z.int() }),
      nextTryAt: Moment,
      until: z.null(),
    }),
  ])
  .meta({
    id: 'WaitingFor',
    description:
      'A plan’s `decision`; a `resolution`, which is somebody’s word on steps whose outcome nobody knows; a `tool` that doesn’t answer, whose step is tried again by itself; or a `dependency`, a part of this server that is away, for as long as that takes.',
  })
export type WaitingFor = z.infer<typeof WaitingFor>

export const RunView = z
  .object({
    id: Id,
    threadId: Id,
    messageId: Id.describe('The message that it answers.'),
    agent: z.string(),
    requester: z.object({ id: z.string(), name: z.string() }).describe('Whoever wrote it.'),
    status: z.enum(RUN_STATUSES),
    waitingFor: WaitingFor.nullable().describe('Null where it doesn’t wait, or its answer has just come.'),
    failure: z.object({ code: z.string(), text: z.string() }).nullable(),
    next: z
      .object({ id: Id, links: z.object({ run: Path }) })
      .nullable()
      .describe(
        'What comes after it by the same message: the run of the next thing that it wants, or of the plan that it decided.',
      ),
    words: z
      .string()
      .nullable()
      .describe(
        'Of a message that wants several things, the words that this run takes up, for its requester; else null.',
      ),
    usage: z
      .object({ modelCalls: z.int(), inputTokens: z.int(), outputTokens: z.int() })
      .describe('What the run has asked of a model so far. A call that was tried again is two.'),
    createdAt: Moment,
    finishedAt: Moment.nullable(),
  })
  .meta({ id: 'Run' })
export type RunView = z.infer<typeof RunView>

export const RunPage = z.object({ runs: z.array(RunView).readonly(), next: Id.nullable() })
export type RunPage = z.infer<typeof RunPage>

export type WaitingForTool = Extract<WaitingFor, { type: 'tool' }>
