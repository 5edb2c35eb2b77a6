/** The last message of a conversation that a client tells whole each time. Nothing before it is anybody's words. */
export interface ConversationMessage {
  readonly channel: string
  readonly agent: string
  /** What the client calls the conversation, or the id of its thread; null where it has no name for it. */
  readonly name: string | null
  /** What its user wrote before, as the client tells it. It finds the thread, and is nothing else. */
  readonly earlier: readonly string[]
  readonly text: string
  /** The client's own id of the message: the same one again is the same message. Null where it has none. */
  readonly once: string | null
}

/** What became of it. `isJoined`: it was said before, and this is its run. */
export interface SaidMessage {
  readonly threadId: string
  readonly messageId: string
  readonly runId: string
  readonly isJoined: boolean
}
