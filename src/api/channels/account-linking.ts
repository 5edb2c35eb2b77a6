import type { ChannelOperations } from '#contract/channel-operations.ts'
import { Scope, type Principal } from '#core/principal.ts'
import { findLinked, offerLink } from '#memory/people/outside-links.ts'
import { findByEmail } from '#memory/people/people.ts'
import type { Services } from '#turn/services.ts'

/** How long a link to link an account counts, in ms: for whoever asked for it just now. */
const LINK_OFFER_MS = 600_000

interface Over {
  readonly services: Pick<Services, 'context' | 'database'>
  /** Where people find our pages; null where nobody told us. */
  readonly address: string | null
}

/** Account linking: which person of ours an outside sender is, and the link by which they say so themselves. */
export function accountLinkingOperations(over: Over): Pick<ChannelOperations, 'offerLink' | 'recognise'> {
  return {
    recognise: (outside, known) => recognise(over.services, outside, known),
    offerLink: (outside, account) => offeredAt(over, outside, account),
  }
}

async function offeredAt(
  { services: { database, context }, address }: Over,
  { id: outsideId, name, tenantId }: Principal,
  account: Parameters<ChannelOperations['offerLink']>[1],
): Promise<string | null> {
  if (address === null) return null
  const secret = context.randomBytes(32).toString('base64url')
  const offer = { ...account, id: context.newId(), outsideId, name, secret, expiresInMs: LINK_OFFER_MS }
  await database.batch(tenantId, (tx) => offerLink(tx, offer))
  return `${address}/console/link/${secret}`
}

async function recognise(
  { database }: Over['services'],
  outside: Principal,
  { isKnownByEmail, isLinkable }: Parameters<ChannelOperations['recognise']>[1],
): Promise<Principal> {
  const { tenantId, email } = outside
  const linked = isLinkable ? await database.batch(tenantId, (tx) => findLinked(tx, outside.id)) : null
  const byEmail = isKnownByEmail && linked === null ? email : null
  const person = byEmail === null ? linked : await database.batch(tenantId, (tx) => findByEmail(tx, byEmail))
  return person === null ? outside : { ...person, tenantId, authenticatedBy: 'session', scopes: Scope.options }
}
