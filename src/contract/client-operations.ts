import type { Principal } from '#core/principal.ts'
import type { ConversationMessage, SaidMessage } from './conversation.ts'

/** What programs that act for people ask besides. */
export interface ClientOperations {
  /** What programs may begin by its name. */
  listProcedures(): readonly ExposedProcedure[]
  /** Whom one can talk to. */
  listAgents(): readonly { readonly name: string; readonly title: string; readonly changedAt: string }[]
  /**
   * Stores the last message of a conversation that has no id of ours, once, however often it is sent. Throws `not-found`,
   * `message-too-long`, `message-empty`, `idempotency-key-reused` and `text-not-storable`.
   */
  converse(principal: Principal, message: ConversationMessage): Promise<SaidMessage>
  /** What is said of a plan that waits, in its requester's language; null where it isn't theirs to see. */
  waitingTexts(principal: Principal, planId: string, link: string): Promise<WaitingTexts | null>
  /** Which of these passages somebody may read and hand to a model outside: none of a regulated document. */
  passagesToHandOut(principal: Principal, passageIds: readonly string[]): Promise<ReadonlySet<string>>
}

export interface WaitingTexts {
  /** With values of the plan in it, which anybody may have written. */
  readonly what: string
  /** How it stands, what it adds up to, its steps and why it waits, a line each. */
  readonly card: string
  /** All of its card, with each value: for the person who decides on it, in a session of theirs. */
  readonly whole: string
  /** Where it is read and answered: our own words, with the link. */
  readonly where: string
  /** Whether whoever asked for it is asked themselves. */
  readonly isOwnAnswer: boolean
}

/** A procedure that an agent lets programs begin by its name. */
export interface ExposedProcedure {
  readonly agent: string
  readonly name: string
  readonly title: string
  /** Whether something is changed by it. */
  readonly isWrite: boolean
  readonly slots: readonly {
    readonly name: string
    readonly words: string
    readonly isOptional: boolean
    /** The values that it takes, where it takes no others. */
    readonly values: readonly string[] | null
  }[]
}
