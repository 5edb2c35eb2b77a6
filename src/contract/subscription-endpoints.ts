import { z } from 'zod'
import { ChannelView } from './channel.ts'
import { endpoint } from './endpoint.ts'
import { Moment } from './fields.ts'

export const listChannels = endpoint({
  method: 'GET',
  path: '/v1/channels',
  actions: ['channel.list'],
  summary: 'List what comes in from outside and goes out, and how it stands',
  description: 'The channels and subscriptions of the operator’s file, and the webhooks of agents’ folders.',
  success: 'They.',
  result: z.object({ channels: z.array(ChannelView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const beginInstallation = endpoint({
  method: 'POST',
  path: '/v1/channels/slack/{name}/installations',
  actions: ['installation.begin'],
  summary: 'Begin to install a channel’s app in a workspace',
  description:
    'For an entry of `slack:` with `install:`. Whoever opens the address agrees at Slack for a workspace of theirs, once and within ten minutes: its people talk to the entry’s agent from then on.',
  params: z.object({ name: z.string().max(40) }),
  status: 201,
  success: 'Where it is agreed to.',
  result: z.object({ url: z.string(), until: Moment }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    {
      status: 404,
      code: 'not-found',
      when: 'there is no such channel, or its file names the one workspace that it is for',
    },
  ],
})

/** What is sent again: all since a moment, or some by their ids. */
export const SendAgain = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).optional().describe('Everything that happened from then on.'),
    ids: z.array(z.string()).min(1).max(100).optional().describe('Events by what they came with as `webhook-id`.'),
  })
  .refine(({ since, ids }) => (since === undefined) !== (ids === undefined), 'must have either "since" or "ids"')
  .meta({ id: 'SendAgain' })

export const sendEventsAgain = endpoint({
  method: 'POST',
  path: '/v1/event-subscriptions/{name}/replays',
  actions: ['events.send-again'],
  summary: 'Have a subscription told again what happened',
  description:
    'With the ids that they had before, and cut to what its roles may read now. At most 10,000 at once, the earliest first. What waits to be sent stays as it is.',
  params: z.object({ name: z.string().max(40) }),
  body: SendAgain,
  status: 202,
  success: 'How many are sent again.',
  result: z.object({ queued: z.int() }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 422, code: 'event-id', when: 'one of them is no id of an event' },
  ],
})
