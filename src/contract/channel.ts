import { z } from 'zod'
import { Moment } from './fields.ts'
import { endpoint } from './endpoint.ts'
import { UndeliveredView } from './undelivered.ts'

/** Where something comes in from outside or goes out, as operators see it. */
export const ChannelView = z
  .object({
    name: z
      .string()
      .describe('As rules and threads call it: `webhook/helpdesk`, `hook/support.returns`, `events/ledger`.'),
    kind: z.enum(['channel', 'webhook', 'subscription']).describe('A `webhook` is one of an agent’s folder.'),
    agent: z.string().nullable().describe('Who answers what begins there.'),
    takes: z.boolean().describe('Whether anything comes in by it.'),
    sends: z.boolean().describe('Whether anything goes out by it.'),
    connection: z
      .enum(['connected', 'away'])
      .nullable()
      .describe('Whether we are connected to where it is fetched from; null where the service sends to us.'),
    workspaces: z
      .array(z.object({ id: z.string(), name: z.string(), installedAt: Moment }))
      .readonly()
      .nullable()
      .describe('Where its app is installed; null where the operator’s file names the one place that it is for.'),
    lastInAt: Moment.nullable(),
    lastOutAt: Moment.nullable(),
    pending: z.int().describe('What waits to be sent.'),
    failed: z.int().describe('What was given up.'),
    code: z.string().nullable().describe('What the last attempt of what waits came to.'),
  })
  .meta({ id: 'Channel' })
export type ChannelView = Readonly<z.infer<typeof ChannelView>>

export const listUndelivered = endpoint({
  method: 'GET',
  path: '/v1/undelivered-messages',
  actions: ['undelivered.list'],
  summary: 'Messages to outside channels that were given up',
  description: 'The last 200, the last first. For operators and auditors.',
  success: 'They hold nobody’s words: those stand in their threads.',
  result: z.object({ messages: z.array(UndeliveredView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})
