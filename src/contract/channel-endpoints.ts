import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { UndeliveredView } from './undelivered.ts'

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
