import type { Principal } from '#principal.ts'

/** A piece of an inbound message. Only the requester's own typed words are `typed`; all else is labelled by where it came from. */
export interface InboundMessage {
  readonly threadId: string
  readonly principal: Principal
  /** Where it came in: `web`, `cli`, `slack`. */
  readonly channel: string
  /** The same key in the same channel is the same message, however often it is delivered. */
  readonly dedupeKey: string
  readonly text: string
}
