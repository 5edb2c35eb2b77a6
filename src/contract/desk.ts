import { z } from 'zod'
import { operation } from './endpoint.ts'
import { Id, Person, textUpTo } from './fields.ts'
import { CLOSED, NOT_TAKEN, PERSON_REQUIRED, TAKEN, WRONG_ROLE } from './hand-over-problems.ts'
import { HandOverPath, HandOverView, PRIORITIES } from './hand-over.ts'
import { MessageView } from './message.ts'
import { SAME_ORIGIN_REQUIRED, SentFrom } from './same-origin.ts'

export const HandingOn = z
  .strictObject({
    role: textUpTo(100).describe('The role that it is for from now on.'),
    person: textUpTo(128)
      .optional()
      .describe('The id of somebody who holds it. Left out, it is for whoever comes first.'),
    note: textUpTo(2_000).optional().describe('What they should know. Its requester doesn’t see it.'),
  })
  .meta({ id: 'HandingOn', examples: [{ role: 'finance', note: 'She wants it on another account.' }] })

export const rankHandOver = operation({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/priority',
  actions: ['hand-over.rank'],
  summary: 'Say how pressing a conversation is',
  params: HandOverPath,
  headers: SentFrom,
  body: z.strictObject({ priority: z.enum(PRIORITIES) }).meta({ id: 'HandOverPriority' }),
  success: 'How it stands.',
  result: HandOverView,
  problems: [WRONG_ROLE, PERSON_REQUIRED, SAME_ORIGIN_REQUIRED, CLOSED],
})

export const listColleagues = operation({
  method: 'GET',
  path: '/v1/hand-overs/{handOverId}/colleagues',
  actions: ['hand-over.hand-on'],
  summary: 'List to whom a conversation can be handed on',
  description: 'Everybody who was seen here and holds a role beside that of a customer, but its requester and you.',
  params: HandOverPath,
  success: 'Roles, with who holds each.',
  result: z.object({
    roles: z.array(z.object({ role: z.string(), people: z.array(Person).readonly() })).readonly(),
  }),
  problems: [WRONG_ROLE, PERSON_REQUIRED, TAKEN, NOT_TAKEN, CLOSED],
})

export const handOnHandOver = operation({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/hand-on',
  actions: ['hand-over.hand-on'],
  summary: 'Hand a conversation on to a role, or to somebody of it',
  description:
    'For whoever has it, and for operators. It waits again, for that role, and the agent goes on until somebody takes it. You may not see it any more then.',
  params: HandOverPath,
  headers: SentFrom,
  body: HandingOn,
  success: 'It waits for them.',
  result: HandOverView,
  problems: [
    WRONG_ROLE,
    PERSON_REQUIRED,
    SAME_ORIGIN_REQUIRED,
    TAKEN,
    NOT_TAKEN,
    CLOSED,
    { status: 422, code: 'nobody-there', when: 'nobody else holds that role, or not the person that you name' },
    { status: 400, code: 'text-not-storable', when: 'the note holds characters that can’t be stored' },
  ],
})

const DeskProcedure = z
  .object({
    name: z.string(),
    title: z.string(),
    isWrite: z.boolean().describe('Whether something is changed by it.'),
    slots: z
      .array(
        z.object({
          name: z.string(),
          words: z.string().describe('What it is called, and what is expected.'),
          isOptional: z.boolean(),
          values: z
            .array(z.string())
            .readonly()
            .nullable()
            .describe('The values that it takes, where it takes no others.'),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'DeskProcedure', description: 'A procedure of the agent, as a form.' })
export type DeskProcedure = z.infer<typeof DeskProcedure>

const AT_DESK = [WRONG_ROLE, PERSON_REQUIRED]

export const listDeskProcedures = operation({
  method: 'GET',
  path: '/v1/hand-overs/{handOverId}/procedures',
  actions: ['hand-over.answer'],
  summary: 'List what can be begun beside a conversation',
  description: 'For whoever has it: the procedures of its agent, as forms.',
  params: HandOverPath,
  success: 'The procedures.',
  result: z.object({ procedures: z.array(DeskProcedure).readonly() }),
  problems: AT_DESK,
})

export const proposeFromDesk = operation({
  method: 'POST',
  path: '/v1/hand-overs/{handOverId}/plans',
  actions: ['hand-over.answer'],
  summary: 'Begin a procedure beside a conversation',
  description:
    'For whoever has it. It is your own request, under your own rights and the same rules: where they ask somebody, the plan waits; where they ask nobody, it is done. It is in a thread of yours, which the customer doesn’t see.',
  params: HandOverPath,
  headers: SentFrom,
  body: z
    .strictObject({
      procedure: textUpTo(100),
      args: z.record(z.string().max(100), z.union([z.string().max(2_000), z.number()])),
    })
    .meta({ id: 'DeskPlan', examples: [{ procedure: 'refund', args: { orderId: 'A17', reason: 'damaged' } }] }),
  status: 202,
  success: 'It is begun; its run says what became of it.',
  result: z.object({ threadId: Id, runId: Id }),
  problems: [
    ...AT_DESK,
    SAME_ORIGIN_REQUIRED,
    {
      status: 422,
      code: 'argument-unfit',
      when: 'a value is missing or can’t be taken for what is asked; `slot` says which',
    },
  ],
})

export const listFromDesk = operation({
  method: 'GET',
  path: '/v1/hand-overs/{handOverId}/plans',
  actions: ['hand-over.answer'],
  summary: 'Read what you have begun beside a conversation',
  params: HandOverPath,
  success: 'What you asked for and what came of it, oldest first; plans as parts of the messages.',
  result: z.object({ messages: z.array(MessageView).readonly() }),
  problems: AT_DESK,
})
