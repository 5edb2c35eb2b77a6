import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id } from '../schemas/common.ts'
import { Accepted, NewMessage } from '../schemas/conversation.ts'
import type { WebServices } from '../services.ts'
import { AppError } from '#errors.ts'
import type { Principal } from '#principal.ts'

export const sendMessage = protectedRoute({
  method: 'POST',
  path: '/v1/threads/{threadId}/messages',
  scopes: ['chat'],
  summary: 'Send a message',
  description:
    'The message is stored before this answers; its answer comes as events. Sending it again with the same Idempotency-Key gives the same ids and no second answer.',
  params: z.object({ threadId: Id }),
  headers: z.object({
    'idempotency-key': z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
      .optional(),
  }),
  body: NewMessage,
  status: 202,
  success: 'It is stored and will be answered.',
  result: Accepted,
  problems: [
    { status: 422, code: 'message-empty', when: 'the text is empty' },
    { status: 400, code: 'text-not-storable', when: 'the text holds characters that can’t be stored, such as U+0000' },
    { status: 409, code: 'dedupe-key-reused', when: 'the key was another thread’s' },
    { status: 413, code: 'message-too-long', when: 'the text is longer than the agent takes' },
    {
      status: 429,
      code: 'too-many-messages',
      when: 'you send more in a minute than one person should; Retry-After says when to go on',
    },
  ],
  handle: async ({ principal, params, headers, body, services }) => {
    spendMessage(principal, services)
    const key = headers['idempotency-key'] ?? services.context.newId()
    const { messageId, runId } = await services.operations.acceptMessage(principal, {
      threadId: params.threadId,
      channel: 'web',
      // Keys are the client's own choice: the same one from somebody else, or for another thread, is another message.
      dedupeKey: `${params.threadId}/${principal.id}/${key}`,
      text: body.text,
    })
    return { messageId, runId }
  },
})

function spendMessage(principal: Principal, { messageRate }: WebServices): void {
  const waitMs = messageRate(`${principal.tenantId}/${principal.id}`)
  if (waitMs === 0) return
  throw new AppError('You are sending messages faster than we take them. Wait a moment, then go on.', {
    code: 'too-many-messages',
    status: 429,
    retryable: true,
    details: { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
  })
}
