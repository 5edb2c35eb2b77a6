import type { Principal } from '#core/principal.ts'
import type { Rating, ToMendView } from './feedback.ts'

/** What channels can do about answers that people weren't content with. */
export interface FeedbackOperations {
  /** Keeps what somebody says of an answer to them; their last word counts. Throws `not-found`. */
  giveFeedback(principal: Principal, feedback: Feedback): Promise<void>
  /** What is to be mended in the documents. For operators and auditors. Throws `wrong-role`. */
  readToMend(principal: Principal): Promise<ToMendView>
}

export interface Feedback {
  readonly messageId: string
  readonly rating: Rating
  readonly reason: string | null
  readonly comment: string | null
}
