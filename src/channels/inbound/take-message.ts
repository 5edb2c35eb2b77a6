import type { ChannelOperations } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { Channel, InboundMessage, OutsideSender } from '../contract.ts'

interface Taking {
  readonly operations: Pick<ChannelOperations, 'receive' | 'recognise'>
  /** Counts it among what its sender may send. Throws where that is one too many. */
  spend(principal: Principal): void
  readonly signal: AbortSignal
}

/**
 * Stores what a channel gives as somebody's message, once. Null where it can't be taken and its sender was told so by the
 * channel; throws what `ChannelOperations.receive` does where the channel can't tell them.
 */
export async function takeMessage(
  channel: Channel,
  inbound: InboundMessage,
  { operations, spend, signal }: Taking,
): Promise<Awaited<ReturnType<ChannelOperations['receive']>> | null> {
  const { conversation, message, sender, text, reply, tell } = inbound
  const { isOnlyNamed = false } = sender
  const known = await operations.recognise(senderOf(channel, sender), knownBy(sender))
  const principal: Principal = isOnlyNamed ? { ...known, authenticatedBy: 'token', scopes: ['chat'] } : known
  spend(principal)
  try {
    const own = `${conversation}|${principal.id}`
    const received = {
      channel: channel.name,
      agent: channel.agent,
      conversation: inbound.isPerSender === true ? own : conversation,
      message,
      text,
      isSubscribed: channel.outlet !== null,
      ...(reply && { reply }),
    }
    return await operations.receive(principal, received).catch(async (error: unknown) => {
      const isTheirs = error instanceof AppError && error.code === 'conversation-of-another'
      if (!isTheirs || inbound.isOnePersons !== true) throw error
      return await operations.receive(principal, { ...received, conversation: own })
    })
  } catch (error) {
    // What is wrong with the message itself stays wrong, however often it comes.
    const isTheirs = error instanceof AppError && error.status !== undefined && error.status < 500
    if (!isTheirs || !tell || error.status === 429) throw error
    await tell(error.message, { signal })
    return null
  }
}

/** By what somebody from outside may be known for a person of ours. */
export function knownBy({ isKnownByEmail, account }: OutsideSender): Parameters<ChannelOperations['recognise']>[1] {
  return { isKnownByEmail, isLinkable: account !== null }
}

/** No roles, no groups, and a credential that decides nothing: nobody says yes by a message from elsewhere. */
export function senderOf({ tenantId }: Channel, { id, name, email }: OutsideSender): Principal {
  return { id, name, email, tenantId, roles: [], groups: [], authenticatedBy: 'token', scopes: ['chat'] }
}
