import { z } from 'zod'
import { Id } from '#contract/fields.ts'
import type { Principal } from '#core/principal.ts'
import type { Channel, InboundMessage } from '../../contract.ts'
import { signatureInvalid } from '../../signature-errors.ts'
import { publicRoute } from '../route.ts'
import { spendMessage } from '../spend-message.ts'

/** Far more than the longest message with all that is around it. */
const MOST_BYTES = 65_536

const Received = z.object({ threadId: Id, messageId: Id }).meta({ id: 'ReceivedMessage' })

export const receiveMessage = publicRoute({
  method: 'POST',
  path: '/channels/{kind}/{name}',
  summary: 'Take a message from an outside service',
  description:
    'For services whose channel is in the operator’s file (CHANNELS_FILE), and no key of ours: the service’s signature says who sends. Of a webhook, `kind` is `webhook` and the body JSON with `conversation`, `message`, `sender` (`id`, `name`, `email`) and `text`, signed by Standard Webhooks. The message is stored before this answers. The same one again gives the same ids, and nothing more comes of it.',
  params: z.object({ kind: z.string().max(40), name: z.string().max(40) }),
  headers: z.object({
    'webhook-id': z.string().optional().describe('The message’s id, by Standard Webhooks.'),
    'webhook-timestamp': z.string().optional().describe('When it was signed, in seconds since 1970.'),
    'webhook-signature': z.string().optional().describe('`v1,` and the signature; several have spaces between.'),
  }),
  body: z.instanceof(Uint8Array).meta({ override: { type: 'object', description: 'What the service sends.' } }),
  bodyBytes: MOST_BYTES,
  isRaw: true,
  status: 202,
  success: 'It is stored and will be answered.',
  result: Received,
  problems: [
    { status: 401, code: 'signature-invalid', when: 'no signature is the channel’s, or there is no such channel' },
    { status: 401, code: 'signature-stale', when: 'it was signed more than five minutes ago' },
    { status: 409, code: 'conversation-of-another', when: 'somebody else began the conversation' },
    { status: 413, code: 'message-too-long', when: 'the text is longer than the agent takes' },
    { status: 422, code: 'message-empty', when: 'the text is empty' },
    { status: 429, code: 'too-many-messages', when: 'one sender sends more in a minute than one person should' },
  ],
  handle: async ({ params, headers, body, services }) => {
    const { channels, operations } = services.outside
    const channel = channels.find(({ name }) => name === `${params.kind}/${params.name}`)
    if (!channel) throw signatureInvalid()
    const { conversation, message, sender, text } = channel.read({ headers, body, at: services.context.now() })
    const principal = senderOf(channel, sender)
    spendMessage(principal, services)
    const isSubscribed = channel.outlet !== null
    const received = { channel: channel.name, agent: channel.agent, conversation, message, text, isSubscribed }
    return await operations.receive(principal, received)
  },
})

// No roles, no groups, and a credential that decides nothing: nobody says yes by a message from elsewhere.
function senderOf({ tenantId }: Channel, sender: InboundMessage['sender']): Principal {
  return { ...sender, tenantId, roles: [], groups: [], authenticatedBy: 'token', scopes: ['chat'] }
}
