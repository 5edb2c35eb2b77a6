import { z } from 'zod'
import { Id, Moment } from './fields.ts'

/** A run that ended whatever worked on it (`run-kills`), or that ended in errors of ours (`run-errors`). */
export const AsideRunView = z
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

export type AsideRunView = z.infer<typeof AsideRunView>
