import type { Principal } from '#core/principal.ts'
import type { LinkOffer, LinkView } from './link.ts'

/** What people do with their accounts of outside services. */
export interface LinkOperations {
  /** What an offer is about. Throws `not-found` where it was used, replaced, or is too old. */
  readLinkOffer(principal: Principal, secret: string): Promise<LinkOffer>
  /** Links the account to a person in their session, once. Throws `not-found`, as above, and `wrong-role`. */
  makeLink(principal: Principal, secret: string): Promise<LinkView>
  listLinks(principal: Principal): Promise<readonly LinkView[]>
  /** Throws `not-found` where it isn't theirs, or has ended. */
  endLink(principal: Principal, linkId: string): Promise<void>
}
