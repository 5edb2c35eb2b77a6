import { z } from 'zod'

const ThreadId = z.uuid()
const After = z.int().min(0).default(0)

/** What a client may say on a socket. The token comes here and never in the URL, where logs would keep it. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('authenticate'),
    token: z.string().min(1).max(8_192),
    threadId: ThreadId.optional(),
    after: After,
  }),
  z.strictObject({ type: z.literal('follow'), threadId: ThreadId, after: After }),
  z.strictObject({ type: z.literal('unfollow'), threadId: ThreadId }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** Why we close a socket, by its code: those from 4000 are for applications (RFC 6455 §7.4.2). */
export const CLOSE = {
  /** The server closes; come back. */
  goingAway: 1001,
  badMessage: 4400,
  notSignedIn: 4401,
  scopeMissing: 4403,
  /** The socket is old; come back and show your credential again. */
  signInAgain: 4408,
  tooMuch: 4429,
} as const
