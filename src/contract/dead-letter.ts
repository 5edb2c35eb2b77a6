import { z } from 'zod'
import { Id, Moment } from './fields.ts'

/** A dead-lettered run: it ended whatever worked on it (`run-kills`), or ended in errors of ours (`run-errors`). */
export const DeadLetterView = z
  .object({
    id: Id,
    threadId: Id,
    agent: z.string(),
    requester: z.string(),
    code: z
      .string()
      .describe('`run-kills` where it ended whatever worked on it, `run-errors` where it ended in errors of ours.'),
    asideAt: Moment,
  })
  .meta({ id: 'SetAsideRun' })

export type DeadLetterView = z.infer<typeof DeadLetterView>
