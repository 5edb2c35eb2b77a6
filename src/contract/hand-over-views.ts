import type { MessageView } from './operations.ts'
import type { Principal } from '#core/principal.ts'

/**
 * Conversations that were passed on to a person. Seen by whoever holds the role that they are for, while they aren't closed,
 * then by whoever had taken them; by operators and auditors always. Taken and answered by that role alone.
 */
export interface HandOverOperations {
  listHandOvers(principal: Principal, filter: HandOverFilter): Promise<readonly HandOverView[]>
  /** Throws `not-found`. */
  readHandOver(principal: Principal, id: string): Promise<HandOverView>
  /** The conversation, oldest first; up to where it was closed, where it is. Throws `not-found`. */
  listHandOverMessages(
    principal: Principal,
    id: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly messages: readonly MessageView[]; readonly next: string | null }>
  /**
   * Takes it for oneself; the second time changes nothing. Throws `not-found`, `wrong-role`, `person-required`, `own-request`,
   * `hand-over-taken`, `hand-over-closed`.
   */
  takeHandOver(principal: Principal, id: string): Promise<HandOverView>
  /** Puts it back for others: whoever has it, or an operator. Throws `not-found`, `wrong-role`, `hand-over-not-taken`, `hand-over-closed`. */
  releaseHandOver(principal: Principal, id: string): Promise<HandOverView>
  /**
   * Writes into the thread as oneself. The same `key` is the same line, however often it is sent. Throws `not-found`,
   * `hand-over-not-taken`, `hand-over-closed`, `message-empty`, `message-too-long`, `text-not-storable`.
   */
  answerHandOver(
    principal: Principal,
    id: string,
    line: { readonly text: string; readonly key: string },
  ): Promise<{ readonly messageId: string }>
  /**
   * Gives the thread back to the agent: whoever has it, an operator, and its requester while nobody has taken it. The second
   * time changes nothing. Throws `not-found`, `wrong-role`, `hand-over-not-taken`, `hand-over-taken`.
   */
  closeHandOver(principal: Principal, id: string): Promise<HandOverView>
}

export const HAND_OVER_STATUSES = ['open', 'taken', 'closed'] as const
export type HandOverStatus = (typeof HAND_OVER_STATUSES)[number]

export interface HandOverFilter {
  /** Null: all that aren't closed. */
  readonly status: HandOverStatus | null
  readonly limit: number
}

interface Someone {
  readonly id: string
  readonly name: string
}

export interface HandOverView {
  readonly id: string
  readonly status: HandOverStatus
  readonly threadId: string
  readonly agent: string
  readonly requester: Someone
  /** For which role it is. */
  readonly role: string
  readonly because: 'asked' | 'unhelpful'
  /** What they wrote last before it was passed on. */
  readonly asked: string
  readonly askedAt: string
  readonly takenBy: Someone | null
  readonly takenAt: string | null
  readonly closedBy: Someone | null
  readonly closedAt: string | null
  /** What whoever reads this may do with it now. */
  readonly mayTake: boolean
  readonly mayAnswer: boolean
  readonly mayRelease: boolean
  readonly mayClose: boolean
}
