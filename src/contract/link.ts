import { z } from 'zod'
import { Moment, Id } from './fields.ts'
import { operation } from './endpoint.ts'
import { SAME_ORIGIN_REQUIRED, SentFrom } from './same-origin.ts'

const account = {
  service: z.string().describe('“Slack”, “Teams”.'),
  place: z.string().describe('What the operator calls the workspace or directory.'),
  name: z.string().describe('What the service calls the account’s owner. Their words.'),
  account: z.string().describe('What the service calls the account itself.'),
}

export const LinkOffer = z
  .object({ ...account, expiresAt: Moment })
  .meta({ id: 'LinkOffer', description: 'An account of an outside service whose owner was sent a link to our page.' })
export type LinkOffer = z.infer<typeof LinkOffer>

export const LinkView = z.object({ id: z.uuid(), ...account, linkedAt: Moment }).meta({
  id: 'Link',
  description: 'An account of an outside service that is yours: what it writes and presses, you do.',
})
export type LinkView = z.infer<typeof LinkView>

const Secret = z.string().regex(/^[\w-]{43}$/)
const GONE = { status: 404, code: 'not-found', when: 'the link was used, is replaced by a newer one, or too old' }

export const readLinkOffer = operation({
  method: 'GET',
  path: '/v1/link-offers/{secret}',
  actions: ['link.make'],
  summary: 'Read what a link to link an account is about',
  params: z.object({ secret: z.string().max(100) }),
  success: 'The account. Nothing is linked by looking.',
  result: LinkOffer,
  problems: [GONE],
})

export const makeLink = operation({
  method: 'POST',
  path: '/v1/links',
  actions: ['link.make'],
  summary: 'Link an account of an outside service to who you are',
  description:
    'What the account writes and presses is yours from then on, with the roles that you hold. For a person in their own session, on our own page. An account is one person’s: a link that it had ends.',
  headers: SentFrom,
  body: z.strictObject({ secret: Secret }),
  status: 201,
  success: 'It is linked, and the offer is used.',
  result: LinkView,
  problems: [GONE, SAME_ORIGIN_REQUIRED, { status: 403, code: 'wrong-role', when: 'this is no session of a person' }],
})

export const listLinks = operation({
  method: 'GET',
  path: '/v1/links',
  actions: ['link.list'],
  summary: 'List your linked accounts',
  success: 'Those that stand, the last first.',
  result: z.object({ links: z.array(LinkView).readonly() }),
})

export const endLink = operation({
  method: 'DELETE',
  path: '/v1/links/{linkId}',
  actions: ['link.end'],
  summary: 'Undo a link',
  params: z.object({ linkId: Id }),
  status: 204,
  success: 'The account is nobody’s of ours from now on.',
})
