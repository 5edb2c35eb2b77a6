import { z } from 'zod'
import type { UndeliveredView } from '#contract/channel-operations.ts'
import { protectedRoute } from '../route.ts'
import { Id, Moment, type View } from '../schemas/common.ts'

const Undelivered: View<UndeliveredView> = z
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

export const listUndelivered = protectedRoute({
  method: 'GET',
  path: '/v1/undelivered-messages',
  actions: ['undelivered.list'],
  summary: 'Messages to outside channels that were given up',
  description: 'The last 200, the last first. For operators and auditors.',
  success: 'They hold nobody’s words: those stand in their threads.',
  result: z.object({ messages: z.array(Undelivered).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
  handle: async ({ principal, services }) => ({
    messages: await services.outside.operations.listUndelivered(principal),
  }),
})
