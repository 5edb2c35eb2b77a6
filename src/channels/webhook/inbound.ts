import { z } from 'zod'
import { outsidePrincipalId } from '#core/outside-principal.ts'
import type { InboundMessage, OutsideSender, RawDelivery } from '../contract.ts'
import { signatureInvalid, signatureStale } from '../inbound/signature-errors.ts'
import { parseBody } from '../web/read-body.ts'
import { parseInput } from '../web/parse-input.ts'
import { verify } from './signature.ts'

const Name = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')

/** The body of a message that comes in. Keys beyond these are left alone: senders add their own. */
export const InboundBody = z.object({
  conversation: Name.describe('What you call the conversation. A new one begins a thread.'),
  message: Name.describe('What you call the message. The same one again, in the same conversation, changes nothing.'),
  sender: z.object({
    id: z.string().min(1).max(200).describe('What you call whoever wrote it.'),
    name: z.string().trim().min(1).max(200).describe('What people call them.'),
    email: z.email().max(254).optional().describe('Counts only where the channel says `senderEmail: trusted`.'),
  }),
  text: z.string().describe('What they wrote.'),
})

export interface InboundRules {
  /** The channel's name. */
  readonly channel: string
  readonly keys: readonly Buffer[]
  readonly trustsEmail: boolean
}

/** What a delivery says, once its signature holds. Throws as `Channel.read` does. */
export function readInbound(delivery: RawDelivery, { channel, keys, trustsEmail }: InboundRules): InboundMessage {
  const verification = verify(keys, delivery)
  if (verification === 'invalid') throw signatureInvalid()
  if (verification === 'stale') throw signatureStale()
  const { conversation, message, sender, text } = parseInput('body', InboundBody, parseBody(delivery.body))
  return { conversation, message, sender: senderOf(sender, { channel, trustsEmail }), text }
}

function senderOf(
  { id, name, email }: z.infer<typeof InboundBody>['sender'],
  { channel, trustsEmail }: Pick<InboundRules, 'channel' | 'trustsEmail'>,
): OutsideSender {
  return {
    id: outsidePrincipalId(channel.replace('/', '.'), id),
    name,
    email: trustsEmail ? (email ?? null) : null,
    isKnownByEmail: false,
    account: null,
  }
}
