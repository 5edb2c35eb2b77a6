import { z } from 'zod'
import { Moment } from './fields.ts'

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
