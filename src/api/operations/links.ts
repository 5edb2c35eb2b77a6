import { enforce } from '#auth/authorize.ts'
import type { LinkView } from '#contract/link.ts'
import type { Operations } from '#contract/operations.ts'
import { notFound } from '#core/errors.ts'
import {
  endLink,
  listLinks,
  readOffer,
  takeOffer,
  type OutsideAccount,
  type OutsideLink,
} from '#memory/people/outside-links.ts'
import type { Services } from '#turn/services.ts'

/** More than anybody has. */
const LISTED = 100

/** Accounts of outside services, and whose they are here. Who linked what and undid it stays in the table. */
export function linkOperations({
  database,
  context,
}: Pick<Services, 'context' | 'database'>): Pick<Operations, 'readLinkOffer' | 'makeLink' | 'listLinks' | 'endLink'> {
  return {
    readLinkOffer: async (principal, { secret }) => {
      enforce(principal, 'link.make', 'tenant')
      const offer = await database.batch(principal.tenantId, (tx) => readOffer(tx, secret))
      if (offer === null) throw notFound('link')
      return { ...named(offer), expiresAt: offer.expiresAt.toISOString() }
    },
    makeLink: async (principal, { secret }) => {
      enforce(principal, 'link.make', 'tenant')
      const link = await database.tenant(principal.tenantId, (tx) => takeOffer(tx, secret, principal.id))
      if (link === null) throw notFound('link')
      context.log.info({
        event: 'account-linked',
        principalId: principal.id,
        outsideId: link.outsideId,
        linkId: link.id,
      })
      return viewOf(link)
    },
    listLinks: async (principal) => {
      enforce(principal, 'link.list', 'tenant')
      const links = await database.batch(principal.tenantId, (tx) => listLinks(tx, principal.id, LISTED))
      return { links: links.map(viewOf) }
    },
    endLink: async (principal, { linkId }) => {
      enforce(principal, 'link.end', 'tenant')
      const link = await database.batch(principal.tenantId, (tx) => endLink(tx, linkId, principal.id))
      if (link === null) throw notFound('link')
      context.log.info({ event: 'account-unlinked', principalId: principal.id, outsideId: link.outsideId, linkId })
    },
  }
}

function viewOf({ id, linkedAt, ...account }: OutsideLink): LinkView {
  return { id, ...named(account), linkedAt: linkedAt.toISOString() }
}

// Of `outside.slack.acme|U1`, what the service calls it.
function named({ service, place, name, outsideId }: OutsideAccount) {
  return { service, place, name, account: outsideId.slice(outsideId.indexOf('|') + 1) }
}
