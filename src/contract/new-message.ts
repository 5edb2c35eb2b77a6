/** The longest message that is taken, in characters. */
export const MAX_MESSAGE_LENGTH = 8_000

/** What somebody says in a thread, as a channel hands it in. */
export interface NewMessage {
  readonly threadId: string
  readonly channel: string
  readonly dedupeKey: string
  readonly text: string
  /** The number of the last event of the thread that its writer had before them; left out where nobody says. */
  readonly seen?: number | undefined
  /**
   * All that a caller sent under a key of its own: the key with anything else is refused. Null where the key is made from
   * what a service delivers, which may deliver the same once more in other words.
   */
  readonly underKey: readonly string[] | null
}

/** What became of it. `duplicate`: it was said before, and these are the first one's ids. */
export interface AcceptedMessage {
  readonly messageId: string
  readonly runId: string
  readonly duplicate: boolean
}
