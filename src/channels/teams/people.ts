import { z } from 'zod'
import { outsidePlaceId, outsidePrincipalId } from '#core/outside-principal.ts'
import type { OutsideSender } from '../contract.ts'
import { senderCache } from '../inbound/sender-cache.ts'
import type { Connector } from './connector.ts'
import { teamsAway } from './keys.ts'
import { withoutThread, type TeamsConversation } from './conversation-id.ts'

/** Somebody as an activity names them. */
export interface TeamsUser {
  /** The service's name for them, in which our app alone is. */
  readonly id: string
  /** Their directory's; null for whoever is in none. */
  readonly objectId: string | null
  readonly name: string
}

const Member = z.looseObject({
  aadObjectId: z.string().optional(),
  objectId: z.string().optional(),
  tenantId: z.string().optional(),
  userRole: z.string().optional(),
  userPrincipalName: z.string().optional(),
  email: z.email().max(254).optional().catch(undefined),
})

export interface PeopleOptions {
  /** The channel’s name: `teams/acme`. */
  readonly channel: string
  /** The directory whose people its addresses are. */
  readonly directory: string
  readonly trustsEmails: boolean
  /** What the operator calls the directory, where its people may link their accounts; null where they may not. */
  readonly linksAs: string | null
  readonly connector: Connector
  readonly now: () => Date
}

/** Who a directory's people are. */
export interface TeamsPeople {
  /** Somebody who wrote or pressed something. Throws `teams-away` where Teams doesn't say who they are. */
  sender(user: TeamsUser, place: TeamsConversation, signal: AbortSignal): Promise<OutsideSender>
  /** A place that several people read, as whom its people speak there. */
  place(place: TeamsConversation): OutsideSender
}

export function teamsPeople(options: PeopleOptions): TeamsPeople {
  const { channel, trustsEmails, linksAs, now } = options
  const kept = senderCache(now)
  const prefix = channel.replace('/', '.')
  return {
    sender: async (user, place, signal) => {
      const unknown = {
        id: outsidePrincipalId(prefix, user.objectId ?? user.id),
        name: user.name,
        email: null,
        isKnownByEmail: false,
        account: null,
      }
      if ((!trustsEmails && linksAs === null) || user.objectId === null) return unknown
      return await kept(user.id, () => ask(user, place, { ...options, unknown }, signal))
    },
    place: ({ conversation }) => ({
      id: outsidePlaceId(prefix, withoutThread(conversation)),
      name: 'A place in Teams',
      email: null,
      isKnownByEmail: false,
      account: null,
    }),
  }
}

// A guest's address is another directory's word, and a bot has none.
async function ask(
  { id, objectId }: TeamsUser,
  { serviceUrl, conversation }: TeamsConversation,
  { connector, directory, trustsEmails, linksAs, unknown }: PeopleOptions & { readonly unknown: OutsideSender },
  signal: AbortSignal,
): Promise<OutsideSender> {
  const url = `${serviceUrl}v3/conversations/${encodeURIComponent(conversation)}/members/${encodeURIComponent(id)}`
  const reply = await connector({ method: 'GET', url, body: null }, signal)
  if (!reply.ok && reply.failed.outcome === 'gave-up') return unknown
  const member = reply.ok ? Member.safeParse(reply.body).data : null
  if (!member) throw teamsAway()
  const { tenantId, userRole = 'user', userPrincipalName = '', email } = member
  const isTheirs =
    (member.aadObjectId ?? member.objectId)?.toLowerCase() === objectId &&
    tenantId?.toLowerCase() === directory &&
    userRole === 'user' &&
    !userPrincipalName.toLowerCase().includes('#ext#')
  if (!isTheirs) return unknown
  const account = linksAs === null ? null : { service: 'Teams', place: linksAs }
  return { ...unknown, account, ...(trustsEmails && email !== undefined && { email, isKnownByEmail: true }) }
}
