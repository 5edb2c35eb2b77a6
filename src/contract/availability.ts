import { z } from 'zod'
import { Id, Moment, textUpTo } from './fields.ts'
import { operation } from './endpoint.ts'

export const AvailabilityView = z
  .object({
    role: z.string().describe('Who takes conversations of this agent.'),
    isHeld: z.boolean().describe('Whether anybody here beside you holds the role.'),
    opensAt: Moment.nullable().describe('When they are there again, by the agent’s hours; null where that is now.'),
    waitMinutes: z
      .int()
      .nullable()
      .describe('How long the last ones waited until somebody took theirs, the median; null with fewer than five.'),
    says: z.string().describe('The message that asks for a person.'),
  })
  .meta({ id: 'Availability', description: 'Whether a person can be talked to, and when.' })
export type AvailabilityView = z.infer<typeof AvailabilityView>

export const readAvailability = operation({
  method: 'GET',
  path: '/v1/threads/{threadId}/person',
  actions: ['thread.read'],
  summary: 'Ask who is there to talk to',
  description: 'Not found where the thread’s agent passes nothing on to people.',
  params: z.object({ threadId: Id }),
  query: z.object({
    language: textUpTo(35).optional().describe('In which language `says` is; else the agent’s first.'),
  }),
  success: 'Who takes its conversations, whether they are there, and how long it took lately.',
  result: AvailabilityView,
})
