import type { AppError } from '#core/errors.ts'
import type { Rated } from '../browser/feedback.ts'
import type { ChatRoom } from './chat-room.ts'

/** A chat as far as it is drawn. */
export interface ChatShown {
  /** Null until the conversation is there. */
  readonly entered: ChatRoom | null
  /** What was written before it was there. */
  readonly early: readonly string[]
  readonly failure: AppError | null
  readonly isStopping: boolean
  /** A sentence under the composer, until another run is at work. */
  readonly note: string | null
  /** Why the message that is in the composer again wasn't taken. */
  readonly refused: string | null
  /** The person's conversations stand in the place of this one. */
  readonly isListing: boolean
  readonly rated: ReadonlyMap<string, Rated>
}

/** From this width on the reader stands beside the answer. */
export const WIDE = 860
