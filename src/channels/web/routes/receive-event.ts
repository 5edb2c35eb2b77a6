import { z } from 'zod'
import { Id } from '#contract/fields.ts'
import { Secret } from '#core/secret.ts'
import { signatureInvalid, signatureStale } from '../../inbound/signature-errors.ts'
import { keyOf, verify } from '../../webhook/signature.ts'
import { parseBody } from '../read-body.ts'
import { publicRoute } from '../route.ts'
import { signedBody, signedHeaders } from '../standard-webhooks.ts'

const MOST_BYTES = 65_536

const BegunThread = z.object({ threadId: Id, messageId: Id }).meta({ id: 'BegunThread' })

export const receiveEvent = publicRoute({
  method: 'POST',
  path: '/hooks/{agent}/{name}',
  summary: 'Begin a procedure with what a webhook is sent',
  description:
    'For services that a file in `webhooks/` of the agent’s folder names, and no key of ours: the body is JSON, signed by Standard Webhooks. Fields of it fill the procedure’s slots. The same event again gives the same thread, and nothing more comes of it.',
  params: z.object({ agent: z.string().max(200), name: z.string().max(40) }),
  headers: z.object(signedHeaders('The event’s id, by Standard Webhooks: the same for every attempt.')),
  body: signedBody('What the service sends.'),
  bodyBytes: MOST_BYTES,
  isRaw: true,
  status: 202,
  success: 'It is stored, and its procedure begins.',
  result: BegunThread,
  problems: [
    { status: 401, code: 'signature-invalid', when: 'no signature is the webhook’s, or there is no such webhook' },
    { status: 401, code: 'signature-stale', when: 'it was signed more than five minutes ago' },
    { status: 422, code: 'event-unfit', when: 'a field is missing, or holds what its slot doesn’t take' },
  ],
  handle: async ({ params, headers, body, services }) => {
    const { starters } = services.outside
    const keys = (starters.webhookSecrets(params) ?? []).flatMap((variable) => {
      const value = services.config.reference(variable)
      return (value === undefined ? null : keyOf(new Secret(value))) ?? []
    })
    const verification = verify(keys, { headers, body, at: services.context.now() })
    if (verification === 'invalid') throw signatureInvalid()
    if (verification === 'stale') throw signatureStale()
    return starters.beginByWebhook(params, { id: headers['webhook-id'] ?? '', body: parseBody(body) })
  },
})
