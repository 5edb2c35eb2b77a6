import { z } from 'zod'
import { Id, Moment } from './fields.ts'

/** A schedule of an agent's folder, as operators see it. */
export const ScheduleView = z
  .object({
    agent: z.string(),
    name: z.string(),
    title: z.string(),
    cron: z.string(),
    zone: z.string(),
    missed: z.enum(['skip', 'once', 'all']),
    begins: z.string().describe('The procedure’s name, or the message.'),
    confirmBy: z.string().nullable().describe('The role that is asked where a requester would be; null: nobody is.'),
    nextAt: Moment.nullable().describe('Null where it is never due again.'),
    last: z
      .object({
        dueAt: Moment,
        state: z.enum(['due', 'begun', 'skipped', 'failed']),
        askedBy: z.string().nullable().describe('Who had it begin by hand; null for the clock.'),
        code: z.string().nullable().describe('Why it failed.'),
        threadId: Id.nullable(),
        run: z.string().nullable().describe('How its run stands.'),
        plans: z.array(z.object({ id: Id, status: z.string() })).readonly(),
      })
      .nullable()
      .describe('The last time that it was due, and what came of it.'),
  })
  .meta({ id: 'Schedule' })
export type ScheduleView = Readonly<z.infer<typeof ScheduleView>>
