import type { ChannelOperations } from '#contract/channel-operations.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import type { Channel, OfferedLink, OutsideSender } from '../contract.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { knownBy, senderOf } from './take-message.ts'

/** A message that is the wish and nothing else: whatever asks for more goes to the agent. */
const WISHES = [
  /^(?:please )?(?:how (?:do|can) i )?(?:link|connect) (?:me|(?:my|this)(?: slack| teams)? account)(?: please)?$/u,
  /^(?:bitte )?(?:verkn(?:ü|ue)pfe? (?:mich|(?:mein|dieses)(?: slack| teams)?[ -]?konto)|(?:mein )?konto verkn(?:ü|ue)pfen)(?: bitte)?$/u,
]

/** Whether somebody who writes to the app alone wants to link their account. */
export function asksForAccountLink(text: string): boolean {
  const said = text
    .toLowerCase()
    .replaceAll(/[\s,.!?]+/gu, ' ')
    .trim()
  return WISHES.some((wish) => wish.test(said))
}

/** A page for an account's owner, to be sent to them alone; or why there is none. */
export async function offerAccountLink(
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
