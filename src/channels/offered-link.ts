import type { ChannelOperations } from '#contract/channel-operations.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import type { Channel, OfferedLink, OutsideSender } from './contract.ts'
import { outsideCardTexts as texts } from './outside-card-texts.ts'
import { knownBy, senderOf } from './take-message.ts'

/** In so many words, whatever else they might be: a wish to link is no message to the agent. */
const WISHES =
  /^\s*(?:please\s+)?(?:link (?:me|my account)|verkn[üu]pf(?:e|) (?:mich|mein konto))\s*(?:please)?[.!]?\s*$/iu

/** Whether somebody who writes to the app alone wants to link their account. */
export function wantsLink(text: string): boolean {
  return WISHES.test(text)
}

/** A page for an account's owner, to be sent to them alone; or why there is none. */
export async function offeredLink(
  channel: Channel,
  sender: OutsideSender,
  operations: Pick<ChannelOperations, 'offerLink' | 'recognise'>,
): Promise<OfferedLink> {
  const { account } = sender
  if (account === null) return { url: null, text: texts.noLinking }
  const outside = senderOf(channel, sender)
  const person = await operations.recognise(outside, knownBy(sender))
  if (!isOutsideId(person.id)) return { url: null, text: texts.linkedAlready(person.name) }
  const url = await operations.offerLink(outside, account)
  return url === null ? { url, text: texts.noLinking } : { url, text: texts.linkHere(account.service) }
}
