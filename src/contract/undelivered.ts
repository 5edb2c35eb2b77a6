import { z } from 'zod'
import { Id, Moment } from './fields.ts'

/** A message to an outside channel that was given up. */
export const UndeliveredView = z
  .object({
    channel: z.string(),
    threadId: Id,
    seq: z.int().describe('The event that it was to tell of.'),
    kind: z.string().describe('What kind of event that is.'),
    attempts: z.int(),
    code: z.string().describe('What the last attempt came to: `http-422`, `outgoing-timeout` …'),
    createdAt: Moment,
    gaveUpAt: Moment,
  })
  .meta({ id: 'UndeliveredMessage' })
export type UndeliveredView = Readonly<z.infer<typeof UndeliveredView>>
