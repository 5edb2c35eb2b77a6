import { z } from 'zod'
import { limitUpTo, Moment, textUpTo } from './fields.ts'
import { operation } from './endpoint.ts'

export const PersonView = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.string()).readonly().describe('As they were said last.'),
    groups: z.array(z.string()).readonly(),
    firstSeenAt: Moment,
    lastAskedAt: Moment.nullable().describe('When they last wrote to an agent.'),
    accounts: z
      .array(z.object({ service: z.string(), place: z.string(), name: z.string(), linkedAt: Moment }))
      .readonly()
      .describe('Accounts of outside services that are theirs, the last first.'),
  })
  .meta({ id: 'Person' })
export type PersonView = z.infer<typeof PersonView>

export const listPersons = operation({
  method: 'GET',
  path: '/v1/people',
  actions: ['person.list'],
  summary: 'List the people who have signed in',
  query: z.object({
    words: textUpTo(200).default('').describe('Words that are all in their names, addresses, ids or roles.'),
    after: textUpTo(500).optional().describe('`next` of the page before.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'The people, by id.',
  result: z.object({ people: z.array(PersonView).readonly(), next: z.string().nullable() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})
