import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id } from './fields.ts'
import { ScheduleView } from './schedule.ts'

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
