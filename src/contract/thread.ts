import { z } from 'zod'
import { Id, Moment, Person, When, limitUpTo, textUpTo } from './fields.ts'
import { Accepted, Answered, MessagePage, NewMessage } from './message.ts'
import { ThreadEvent } from './event.ts'
import { endpoint, operation } from './endpoint.ts'
import { IdempotencyKey, KEY_REUSED } from './idempotency-key.ts'

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

export const createThread = endpoint({
  method: 'POST',
  path: '/v1/threads',
  actions: ['thread.create'],
  summary: 'Start a thread',
  body: NewThread,
  status: 201,
  success: 'The new thread.',
  result: ThreadView,
})

export const listThreads = operation({
  method: 'GET',
  path: '/v1/threads',
  actions: ['thread.read'],
  summary: 'List the threads that you may read',
  description: 'Your own; for operators and auditors everybody’s.',
  query: z.object({
    requester: textUpTo(128).optional().describe('The id of whose they are.'),
    agent: textUpTo(100).optional(),
    status: z.enum(THREAD_STATUSES).optional(),
    since: When.optional().describe('Only those that began then or later.'),
    until: When.optional().describe('Only those that began before.'),
    after: Id.optional().describe('The `next` of the page before.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'The threads, newest first. `next` is where to go on; null at the end.',
  result: ThreadPage,
})

export const readThread = operation({
  method: 'GET',
  path: '/v1/threads/{threadId}',
  actions: ['thread.read'],
  summary: 'Read a thread, with how it stands',
  params: z.object({ threadId: Id }),
  success: 'The thread. What was said in it is at `/v1/threads/{threadId}/messages`.',
  result: ListedThreadView,
})

export const sendMessage = endpoint({
  method: 'POST',
  path: '/v1/threads/{threadId}/messages',
  actions: ['message.send'],
  summary: 'Send a message',
  description:
    'The message is stored before this answers; its answer comes as events. Sending it again with the same Idempotency-Key gives the same ids and no second answer; another text under that key is refused. With `Prefer: wait=20` (RFC 7240) it answers once the run has ended or waits for a person, with the answer or the card of what waits. Of a message that wants several things it waits for each: `following` are the runs after the first. Where that takes longer it answers as without. A minute is more than is waited.',
  params: z.object({ threadId: Id }),
  headers: z.object({
    'idempotency-key': IdempotencyKey,
    prefer: z.string().optional().describe('`wait=<seconds>`: for how long you would wait for the answer.'),
  }),
  body: NewMessage,
  status: 202,
  success: 'It is stored and will be answered; `Location` is its run.',
  result: Accepted,
  otherSuccess: {
    status: 200,
    description:
      'It was waited for: the run, and each that follows it, has ended or waits for a person. Whoever cancelled it may have no answer.',
    result: Answered,
  },
  problems: [
    { status: 422, code: 'message-empty', when: 'the text is empty' },
    { status: 400, code: 'text-not-storable', when: 'the text holds characters that can’t be stored, such as U+0000' },
    KEY_REUSED,
    { status: 409, code: 'dedupe-key-reused', when: 'the key was another thread’s' },
    { status: 413, code: 'message-too-long', when: 'the text is longer than the agent takes' },
    {
      status: 429,
      code: 'too-many-messages',
      when: 'you send more in a minute than one person should; Retry-After says when to go on',
    },
  ],
})

export const ownRequest = endpoint({
  method: 'POST',
  path: '/v1/threads/{threadId}/messages/{messageId}/own-request',
  actions: ['message.own'],
  summary: 'Say that a long message is your own request',
  description:
    'What is longer than people type counts as pasted: it is looked up and begins nothing, and its answer has a notice `passed-on` with its `messageId`. Its author says by this that all of it is their own request, and it is read once more as that, by another run. Only they can, in their own session, while it is the last that was said in the thread. Said again it is the same run. Quotes, forwarded mail and fenced text are nobody’s request.',
  params: z.object({ threadId: Id, messageId: Id }),
  status: 202,
  success: 'It is kept and will be answered; `Location` is its run.',
  result: Accepted,
  problems: [
    { status: 409, code: 'not-ownable', when: 'nothing of the message counts as pasted for its length alone' },
    { status: 409, code: 'message-passed', when: 'something else was said in the thread since' },
  ],
})

export const listMessages = operation({
  method: 'GET',
  path: '/v1/threads/{threadId}/messages',
  actions: ['thread.read'],
  summary: 'Read the messages of a thread',
  description:
    'A plan that waits for somebody is a part of the assistant’s message from then on, with `isComplete: false`. The answer takes its place, under the same id: read it again by `runId`, or follow the events.',
  params: z.object({ threadId: Id }),
  query: z.object({
    runId: Id.optional().describe('Only what a run answers, and its answer.'),
    after: z.uuid().optional().describe('The `next` of the page before.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'A page of messages, oldest first. `next` is null on the last one.',
  result: MessagePage,
})

const Sequence = z.coerce.number<number>().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const readEvents = endpoint({
  method: 'GET',
  path: '/v1/threads/{threadId}/events',
  actions: ['thread.follow'],
  summary: 'Follow the events of a thread',
  description:
    'Server-sent events whose `id` is the sequence number; reconnect with Last-Event-ID (or `after`) and nothing is lost or doubled. Between them `plan-progress` says how far the turn at work is, once it takes longer than a moment: without an `id`, whole each time, and never stored; and `text-delta` brings the sentences of an answer while it is being written. With `Accept: application/json` one page of the events so far.',
  params: z.object({ threadId: Id }),
  query: z.object({ after: Sequence.default(0), limit: limitUpTo(1_000, 200).describe('For JSON.') }),
  headers: z.object({
    'last-event-id': z
      .string()
      .regex(/^(?:\d{0,15}|null)$/, 'the whole number that an event has as its id')
      .optional()
      .describe(
        'What a browser sends when it reconnects. Wins over `after`. Empty or `null` says that there was none.',
      ),
    accept: z.string().default('text/event-stream'),
  }),
  success: 'The events after the given one, in order.',
  contentTypes: ['text/event-stream', 'application/json'],
  result: z.object({
    events: z.array(ThreadEvent).readonly(),
    next: z.int().describe('The `after` of the next page.'),
  }),
})
