import type { ChannelOperations, DeliveryOutcome, Outlet, OutgoingMessage } from '#contract/channel-operations.ts'
import type { PrincipalId, TenantId } from '#core/principal.ts'

/**
 * A channel to an outside service, where people are: a folder that makes one of these from the operator's file, and a line
 * in `outside-channels.ts`. It knows the service's signatures, sizes and forms; what is stored, in which order and how often
 * is the outbox's and the inbox's (docs/decisions/0067-channels-and-the-outbox.md).
 *
 * What services of today ask of it, beside Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks):
 * Slack signs raw bytes with a timestamp and retries what isn't answered in 3 s (https://docs.slack.dev/apis/events-api);
 * Teams sends a JWT in a header and takes messages by an address that comes with each conversation.
 */
export interface Channel {
  /** In the address: `webhook/helpdesk`. In rows and in rules' `context.channel`, too. */
  readonly name: string
  readonly tenantId: TenantId
  /** Who answers what begins here. */
  readonly agent: string
  /**
   * What the service sent, once it is proved that the service sent it, and now: signatures are over the bytes as they came.
   * Throws `signature-invalid`, `signature-stale`, `invalid-json` and `invalid-request`, and nothing was stored then.
   */
  read(delivery: RawDelivery): InboundMessage
  /** Null where nothing is sent back. */
  readonly outlet: ChannelOutlet | null
}

/** A request as it came. Header names are in small letters. */
export interface RawDelivery {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  readonly at: Date
}

/** A message that somebody wrote elsewhere. */
export interface InboundMessage {
  /** The service's names for the conversation, and for the message in it: the same pair again is the same message. */
  readonly conversation: string
  readonly message: string
  readonly sender: OutsideSender
  /** The sender's own words alone: what they quote or pass on is marked in them as in the chat. */
  readonly text: string
}

/**
 * Who wrote it, as far as the service vouches for it. They hold no role and decide nothing: whoever may say yes has a session
 * with us.
 */
export interface OutsideSender {
  readonly id: PrincipalId
  readonly name: string
  /** Only where the operator takes the service's word for it: ownership hangs on it. */
  readonly email: string | null
}

/** Where a channel's answers go. */
export interface ChannelOutlet extends Pick<Outlet, 'timeoutMs' | 'giveUpAfterMs'> {
  /**
   * One attempt to deliver one message, which may have been delivered before: its id is the receiver's to know it by. What
   * the service said is the outcome; nothing is thrown but by `signal`.
   */
  deliver(message: OutgoingMessage, options: { readonly signal: AbortSignal }): Promise<DeliveryOutcome>
}

/** The channels of the operator's file, and what they work with. */
export interface OutsideChannels {
  readonly channels: readonly Channel[]
  readonly operations: Pick<ChannelOperations, 'listUndelivered' | 'outletState' | 'receive'>
}
