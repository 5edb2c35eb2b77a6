import { z } from 'zod'
import { operation } from './endpoint.ts'
import { Person, textUpTo } from './fields.ts'
import { CLOSED, NOT_TAKEN, PERSON_REQUIRED, TAKEN, WRONG_ROLE } from './hand-over-problems.ts'
import { HandOverPath, HandOverView, PRIORITIES } from './hand-over.ts'
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
