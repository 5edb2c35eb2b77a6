import type { DocumentToMend, Rating } from '#memory/feedback.ts'
import type { Principal } from '#core/principal.ts'
import type { FindingView } from './document-views.ts'

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

export interface ToMendView {
  /** Documents of whose current version somebody said that it is wrong or old, the most often named first. */
  readonly documents: readonly (Omit<DocumentToMend, 'lastAt'> & { readonly lastAt: string })[]
  /** Questions that no document answers, those that ask for nearly the same together, the most often asked first. */
  readonly unanswered: readonly UnansweredView[]
  /** Documents that give orders to a model or hide words from their readers; none for whoever doesn't look after them. */
  readonly noticed: readonly NoticedView[]
}

export interface NoticedView {
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly source: string
  readonly givesOrders: number
  /** The first ones, orders before the rest. */
  readonly findings: readonly FindingView[]
}

export interface UnansweredView {
  /** As it was asked last. */
  readonly question: string
  readonly count: number
  readonly lastAt: string
  /** Other words for it. */
  readonly others: readonly string[]
}
