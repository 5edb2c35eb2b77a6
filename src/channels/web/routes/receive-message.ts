import { z } from 'zod'
import { Id } from '#contract/fields.ts'
import { signatureInvalid } from '../../inbound/signature-errors.ts'
import { takeInbound } from '../../inbound/take-inbound.ts'
import { publicRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { spendMessage } from '../spend-message.ts'
import { signedBody, signedHeaders } from '../standard-webhooks.ts'
import { publicAddress } from '../public-address.ts'

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
    ...signedHeaders('The message’s id, by Standard Webhooks.'),
    'x-slack-request-timestamp': z.string().optional().describe('Of Slack: when it was signed, in seconds since 1970.'),
    'x-slack-signature': z.string().optional().describe('Of Slack: `v0=` and the signature.'),
    authorization: z.string().optional().describe('Of Teams: `Bearer ` and the token of its service.'),
    'content-type': z.string().optional().describe('Of Slack: whether it is an event or a press of a button.'),
  }),
  body: signedBody('What the service sends.'),
  bodyBytes: MOST_BYTES,
  isRaw: true,
  status: 202,
  success: 'It is stored and will be answered.',
  result: Received,
  problems: [
    { status: 401, code: 'signature-invalid', when: 'no signature is the channel’s, or there is no such channel' },
    { status: 401, code: 'signature-stale', when: 'it was signed more than five minutes ago' },
    { status: 409, code: 'conversation-of-another', when: 'somebody else began the conversation' },
    { status: 503, code: 'slack-away', when: 'Slack doesn’t say who wrote it' },
    { status: 503, code: 'teams-away', when: 'Teams doesn’t say who wrote it, or its keys can’t be had' },
    { status: 413, code: 'message-too-long', when: 'the text is longer than the agent takes' },
    { status: 422, code: 'message-empty', when: 'the text is empty' },
    { status: 429, code: 'too-many-messages', when: 'one sender sends more in a minute than one person should' },
  ],
  handle: ({ params: { kind, name }, ...delivery }) => receive(`${kind}/${name}`, delivery),
})

/** A mail with what is attached to it, as it came. Larger ones are for an inbox with people. */
const MOST_MAIL_BYTES = 10_000_000

export const receiveMail = publicRoute({
  method: 'POST',
  path: '/channels/mail/{name}',
  summary: 'Take a mail from a receiving server',
  description:
    'For a mail channel of the operator’s file (CHANNELS_FILE) that takes mails this way: the body is the mail as it was received (RFC 5322), signed by Standard Webhooks over its bytes. It is stored before this answers. The same one again gives the same ids; what isn’t to be answered (a bounce, an out-of-office) is answered 200.',
  params: z.object({ name: z.string().max(40) }),
  headers: z.object(signedHeaders('The delivery’s id, by Standard Webhooks.')),
  body: signedBody('The mail as it came.'),
  bodyBytes: MOST_MAIL_BYTES,
  isRaw: true,
  status: 202,
  success: 'It is stored and will be answered.',
  result: Received,
  problems: [
    { status: 401, code: 'signature-invalid', when: 'no signature is the channel’s, or there is no such channel' },
    { status: 401, code: 'signature-stale', when: 'it was signed more than five minutes ago' },
    { status: 422, code: 'mail-broken', when: 'it is no mail that can be read' },
    { status: 429, code: 'too-many-messages', when: 'one address sends more than one person should' },
    { status: 503, code: 'mail-names-away', when: 'the sender’s domain can’t be asked now: send it again' },
  ],
  handle: ({ params: { name }, ...delivery }) => receive(`mail/${name}`, delivery),
})

interface Delivered {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  readonly signal: AbortSignal
  readonly services: WebServices
}

async function receive(name: string, { headers, body, signal, services }: Delivered) {
  const { channels, operations } = services.outside
  const channel = channels.find((each) => each.name === name)
  if (!channel) throw signatureInvalid()
  const inbound = await channel.read(
    { headers, body, at: services.context.now() },
    { signal, readFile: (file) => operations.readFile({ ...file, tenantId: channel.tenantId }, signal) },
  )
  const taken = await takeInbound(channel, inbound, {
    operations: { ...services.operations, ...operations },
    address: publicAddress(services.config, services.url),
    spend: (principal) => spendMessage(principal, services),
    log: services.context.log,
    closing: services.closing,
    signal,
  })
  if (taken.type === 'stored') return taken.ids
  return taken.body === null ? new Response(null) : Response.json(taken.body)
}
