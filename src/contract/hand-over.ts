import { z } from 'zod'
import { Id, Moment, Person, textUpTo, limitUpTo } from './fields.ts'
import { MessageView } from './message.ts'
import { endpoint, operation } from './endpoint.ts'
import { CLOSED, NOT_TAKEN, PERSON_REQUIRED, TAKEN, WRONG_ROLE } from './hand-over-problems.ts'
import { IdempotencyKey, KEY_REUSED } from './idempotency-key.ts'
import { SAME_ORIGIN_REQUIRED, SentFrom } from './same-origin.ts'

/** How pressing one is, the most pressing first. */
export const PRIORITIES = ['high', 'normal', 'low'] as const

export const HAND_OVER_STATUSES = ['open', 'taken', 'closed'] as const

export const HandOverView = z
  .object({
    id: Id,
    status: z.enum(HAND_OVER_STATUSES).describe('`open` until somebody takes it, `taken` until it is closed.'),
    threadId: Id,
    agent: z.string(),
    requester: Person,
    role: z.string().describe('For which role it is.'),
    because: z
      .enum(['asked', 'unhelpful'])
      .describe(
        '`asked` where they asked for a person, `unhelpful` where as many answers in a row didn’t help as the agent lets.',
      ),
    asked: z.string().describe('What they wrote last before it was passed on.'),
    askedAt: Moment,
    language: z.string().nullable().describe('The code of the language that they are answered in, where it is known.'),
    priority: z.enum(PRIORITIES).describe('`high` at first where something of the conversation failed half way.'),
    dueAt: Moment.nullable().describe(
      'Until when somebody is to have taken it, by the agent’s `handOver.takenWithin`.',
    ),
    meantFor: Person.nullable().describe(
      'To whom it was handed on. Anybody who holds the role may take it all the same.',
    ),
    handedOn: z
      .object({ by: Person, at: Moment, note: z.string().nullable() })
      .nullable()
      .describe('Who handed it on to its role last, and what they say to whoever comes next.'),
    takenBy: Person.nullable(),
    takenAt: Moment.nullable(),
    closedBy: Person.nullable(),
    closedAt: Moment.nullable(),
    outcome: z.string().nullable().describe('What came of it, once it is closed; null where nobody was asked.'),
    outcomeNote: z.string().nullable(),
    outcomes: z.array(z.string()).readonly().describe('What can come of it, by its agent’s `handOver.outcomes`.'),
    mayTake: z.boolean().describe('Whether you may take it now; the others alike.'),
    mayAnswer: z.boolean(),
    mayRelease: z.boolean(),
    mayHandOn: z.boolean(),
    mayRank: z.boolean().describe('Whether you may say how pressing it is.'),
    mayClose: z.boolean(),
  })
  .meta({ id: 'HandOver', description: 'A conversation that was passed on to a person.' })
export type HandOverView = z.infer<typeof HandOverView>

// The real limit is worded by the operation; this one keeps nonsense away from it.
export const NewLine = z
  .strictObject({
    text: textUpTo(200_000),
    answers: z
      .array(Id)
      .max(10)
      .optional()
      .describe('The messages of the thread that it replies to. Left out, it replies to none in particular.'),
  })
  .meta({ id: 'NewLine', examples: [{ text: 'Hello Maya, I’m looking into it.' }] })

export const HandOverEnd = z
  .strictObject({
    outcome: textUpTo(100).optional().describe('One of its `outcomes`. Needed of whoever has it.'),
    note: textUpTo(2_000).optional().describe('What colleagues should know of it. Its requester doesn’t see it.'),
  })
  .meta({ id: 'HandOverEnd', examples: [{ outcome: 'solved', note: 'The lamp comes on Friday.' }] })

export const HandOverPath = z.object({ handOverId: Id })

export const listHandOvers = operation({
  method: 'GET',
  path: '/v1/hand-overs',
  actions: ['hand-over.read'],
  summary: 'List the conversations that were passed on to people',
  description:
    'Those for a role of yours; for operators and auditors all. Without `status` all that aren’t closed, the most pressing first and of those who waits longest. Of those that were closed you see the ones that you had taken, the last first.',
  query: z.object({ status: z.enum(HAND_OVER_STATUSES).optional(), limit: limitUpTo(200, 100) }),
  success: 'The conversations, with what was asked and what you may do with each.',
  result: z.object({ handOvers: z.array(HandOverView).readonly() }),
})

export const readHandOver = operation({
  method: 'GET',
  path: '/v1/hand-overs/{handOverId}',
  actions: ['hand-over.read'],
  summary: 'Read one of them',
  params: HandOverPath,
  success: 'How it stands.',
  result: HandOverView,
})

export const listHandOverMessages = operation({
  method: 'GET',
  path: '/v1/hand-overs/{handOverId}/messages',
  actions: ['hand-over.read'],
  summary: 'Read its conversation',
  description:
    'Until it is closed also what comes, and its events are at `/v1/threads/{threadId}/events`; afterwards what was said until then. Plans and quotes are cut to what you may see.',
  params: HandOverPath,
  query: z.object({
    after: Id.optional().describe('The `next` of the page before.'),
    limit: limitUpTo(200, 100),
  }),
  success: 'The messages, oldest first. `next` is where to go on; null at the end.',
  result: z.object({ messages: z.array(MessageView).readonly(), next: Id.nullable() }),
})

export const takeHandOver = operation({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/take',
  actions: ['hand-over.take'],
  summary: 'Take a conversation',
  description: 'One person has it; the second time is the first. The requester is told who came.',
  params: HandOverPath,
  headers: SentFrom,
  success: 'It is yours.',
  result: HandOverView,
  problems: [
    WRONG_ROLE,
    PERSON_REQUIRED,
    { status: 403, code: 'own-request', when: 'you asked for the person yourself' },
    SAME_ORIGIN_REQUIRED,
    TAKEN,
    CLOSED,
  ],
})

export const answerHandOver = endpoint({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/answers',
  actions: ['hand-over.answer'],
  summary: 'Write into its thread',
  description:
    'The requester reads it as from you. Sent again with the same Idempotency-Key it is the same line; another text under that key is refused.',
  params: HandOverPath,
  headers: SentFrom.extend({
    'idempotency-key': IdempotencyKey,
  }),
  body: NewLine,
  status: 201,
  success: 'It stands in the thread.',
  result: z.object({ messageId: Id }),
  problems: [
    KEY_REUSED,
    WRONG_ROLE,
    PERSON_REQUIRED,
    { status: 403, code: 'own-request', when: 'you asked for the person yourself' },
    SAME_ORIGIN_REQUIRED,
    TAKEN,
    NOT_TAKEN,
    CLOSED,
    { status: 422, code: 'message-empty', when: 'the text is empty' },
    { status: 422, code: 'answers-unknown', when: '`answers` names what nobody said in that thread' },
    { status: 400, code: 'text-not-storable', when: 'the text holds characters that can’t be stored, such as U+0000' },
    { status: 413, code: 'message-too-long', when: 'the text is longer than a message may be' },
  ],
})

export const releaseHandOver = operation({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/release',
  actions: ['hand-over.release'],
  summary: 'Put a conversation back for others',
  description: 'For whoever has it, and for operators, where that person is away.',
  params: HandOverPath,
  headers: SentFrom,
  success: 'It waits again.',
  result: HandOverView,
  problems: [SAME_ORIGIN_REQUIRED, TAKEN, NOT_TAKEN, CLOSED],
})

export const closeHandOver = operation({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/close',
  actions: ['hand-over.close', 'hand-over.give-up'],
  summary: 'Give a conversation back to the agent',
  description:
    'For whoever has it, who says what came of it; for operators, who may say it; and for its requester while nobody has taken it. The second time changes nothing.',
  params: HandOverPath,
  body: HandOverEnd.optional(),
  success: 'The agent answers there again.',
  result: HandOverView,
  problems: [
    WRONG_ROLE,
    PERSON_REQUIRED,
    TAKEN,
    NOT_TAKEN,
    {
      status: 422,
      code: 'outcome-missing',
      when: 'you have it and don’t say what came of it; `outcomes` says what can',
    },
    { status: 422, code: 'outcome-unknown', when: 'the outcome is none of its `outcomes`' },
    { status: 400, code: 'text-not-storable', when: 'the note holds characters that can’t be stored' },
  ],
})
