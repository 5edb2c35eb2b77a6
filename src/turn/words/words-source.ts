import { MESSAGE_SOURCE } from '#agents/call-source.ts'
import type { Source } from '#plan-language/values/label.ts'
import { channelOfOutside, MCP_CHANNEL } from '#core/outside-principal.ts'
import type { Principal } from '#core/principal.ts'
import { starterOfPrincipal } from '#core/starter-id.ts'
import type { TurnRecord } from '../read-turn.ts'

type Sent = Pick<TurnRecord, 'channel' | 'sentBy'>

/** The words of an MCP client are a model's, no matter whose token it shows; those of a service key are a program's. */
export function isFromProgram({ channel, sentBy }: Sent): boolean {
  return sentBy === 'client' || channel === MCP_CHANNEL
}

/**
 * The source of what stands verbatim in a message: its requester's own words, unless a program sent it. A schedule's message
 * is the operator's, word for word; what a webhook's JSON tells of somebody's words is the webhook's.
 */
export function sourceOfWords(sent: Sent & Pick<TurnRecord, 'principal'>): Source {
  if (sent.sentBy === 'schedule') return 'operator'
  if (sent.sentBy === 'webhook' || isFromProgram(sent)) return MESSAGE_SOURCE
  return `user:${sent.principal.id}`
}

/**
 * The source of what somebody is called: their own words, however they write. The operator's file names what begins without
 * a person; a system that hands messages in says whose they are.
 */
export function sourceOfName({ id }: Principal): Source {
  if (starterOfPrincipal(id)) return 'operator'
  return channelOfOutside(id)?.startsWith('webhook/') === true ? MESSAGE_SOURCE : `user:${id}`
}
