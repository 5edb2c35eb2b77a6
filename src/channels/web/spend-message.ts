import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { WebServices } from './services.ts'

/** Counts a message of somebody's. Throws `too-many-messages` where it is one more than they may send now. */
export function spendMessage(principal: Principal, { messageRate }: WebServices): void {
  const waitMs = messageRate(principal)
  if (waitMs === 0) return
  throw new AppError('You are sending messages faster than we take them. Wait a moment, then go on.', {
    code: 'too-many-messages',
    status: 429,
    retryable: true,
    details: { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
  })
}
