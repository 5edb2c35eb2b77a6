import { z } from 'zod'
import type { RefusedFor } from './endpoint.ts'

/** A caller's own name for one request: the same again is the same request (draft-ietf-httpapi-idempotency-key-header). */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
  .optional()

export const KEY_REUSED: RefusedFor = {
  status: 422,
  code: 'idempotency-key-reused',
  when: 'the key, or the id of a message, was used for other content; `messageId` and `receivedAt` say for which message, and nothing was taken in',
}
