import type { Principal } from '#core/principal.ts'
import type { HandOverStatus, HandOverView } from './hand-over.ts'
import type { MessageView } from './message.ts'

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
   * `hand-over-not-taken`, `hand-over-closed`, `message-empty`, `message-too-long`, `idempotency-key-reused`, `text-not-storable`,
   * `answers-unknown`.
   */
  answerHandOver(
    principal: Principal,
    id: string,
    line: { readonly text: string; readonly key: string; readonly answers?: readonly string[] | undefined },
  ): Promise<{ readonly messageId: string }>
  /**
   * Gives the thread back to the agent: whoever has it, an operator, and its requester while nobody has taken it. The second
   * time changes nothing. Throws `not-found`, `wrong-role`, `hand-over-not-taken`, `hand-over-taken`.
   */
  closeHandOver(principal: Principal, id: string): Promise<HandOverView>
}

export interface HandOverFilter {
  /** Null: all that aren't closed. */
  readonly status: HandOverStatus | null
  readonly limit: number
}
