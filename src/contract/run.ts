import { z } from 'zod'
import { Id, Moment, When, limitUpTo, textUpTo } from './fields.ts'
import { DeadLetterView } from './dead-letter.ts'
import { type RefusedFor, operation } from './endpoint.ts'

/** While what a run is cancelled, where it isn't whenever that can be. */
export const CANCEL_ONLY = ['at-work', 'queued'] as const
export type CancelOnly = (typeof CANCEL_ONLY)[number]

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

export const listRuns = operation({
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

export const readRun = operation({
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

export const cancelRun = operation({
  method: 'POST',
  path: '/v1/runs/{runId}/cancel',
  actions: ['run.cancel'],
  summary: 'Cancel a run',
  description:
    'What waits is cancelled, and what is being made is stopped: none of it is done, and the thread says so. Once a plan’s first step has begun, it is finished.',
  params: z.object({ runId: Id }),
  query: z.object({
    only: z
      .enum(CANCEL_ONLY)
      .optional()
      .describe(
        'With `at-work` only while it is at work or before, so that a plan that has come to wait meanwhile stays; with `queued` only while it hasn’t been begun.',
      ),
  }),
  success: 'The run as it is now.',
  result: RunView,
  problems: CANCEL_PROBLEMS,
})

export const listAsideRuns = operation({
  method: 'GET',
  path: '/v1/set-aside-runs',
  actions: ['run.list-set-aside'],
  summary: 'List the runs that were set aside',
  success: 'The runs, the first first: 200 at most.',
  result: z.object({ runs: z.array(DeadLetterView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const retryRun = operation({
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
