import { createHash } from 'node:crypto'
import { PrincipalId } from './principal.ts'

// No key's, and no identity provider's: whoever an outside service vouches for can't be taken for whom another does.
const OUTSIDE = 'outside.'

/**
 * The principal of somebody whom an outside service vouches for, by the channel (`webhook.helpdesk`) and what it calls them.
 * What an id of ours can't hold, or is too long for one, is in it as its hash.
 */
export function outsidePrincipalId(channel: string, sender: string): PrincipalId {
  const isPlain = /^[\w.@-]{1,64}$/.test(sender)
  const name = isPlain ? sender : `|${createHash('sha256').update(sender).digest('base64url')}`
  return PrincipalId.parse(`${OUTSIDE}${channel}|${name}`)
}

/** Whether it is one of those. */
export function isOutsideId(id: PrincipalId): boolean {
  return id.startsWith(OUTSIDE)
}
