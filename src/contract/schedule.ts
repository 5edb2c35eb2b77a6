import { z } from 'zod'
import { Id, Moment } from './fields.ts'
import { endpoint } from './endpoint.ts'

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

export const listSchedules = endpoint({
  method: 'GET',
  path: '/v1/schedules',
  actions: ['schedule.list'],
  summary: 'List the schedules of agents’ folders',
  description: 'When each is due next, when it was last, and what came of that. For operators and auditors.',
  success: 'The schedules.',
  result: z.object({ schedules: z.array(ScheduleView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const runSchedule = endpoint({
  method: 'POST',
  path: '/v1/schedules/{agent}/{name}/runs',
  actions: ['schedule.run'],
  summary: 'Begin what a schedule begins, now',
  description: 'As the schedule, under the same rules, whatever its times say. Its next time stays.',
  params: z.object({ agent: z.string().max(200), name: z.string().max(40) }),
  status: 202,
  success: 'The thread that it began.',
  result: z.object({ threadId: Id }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 422, code: 'event-unfit', when: 'what its file holds isn’t what the procedure takes' },
  ],
})
