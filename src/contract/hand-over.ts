import { z } from 'zod'
import { Id, Moment, Person, textUpTo } from './fields.ts'

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
    takenBy: Person.nullable(),
    takenAt: Moment.nullable(),
    closedBy: Person.nullable(),
    closedAt: Moment.nullable(),
    mayTake: z.boolean().describe('Whether you may take it now; the others alike.'),
    mayAnswer: z.boolean(),
    mayRelease: z.boolean(),
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
