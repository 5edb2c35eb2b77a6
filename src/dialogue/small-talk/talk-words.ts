import type { AnsweredKind, SaidKind } from '#agents/talk-kind.ts'

/**
 * What one language has for conversation beside requests: what is understood, and what is answered. Another language is
 * one more file of this form.
 */
export interface TalkWords {
  /**
   * Phrases by kind, each of words: `a|b_c` is one of these (`_` joins words), `word?` may be missing, `*` is any
   * word without a digit. A message counts as talk where nothing of it is left over; one that begins with `=` where it
   * is a whole stretch between commas and the like.
   */
  readonly said: Readonly<Record<SaidKind, readonly string[]>>
  /** What may stand before a phrase, and after it: "oh", "please". */
  readonly openers: string
  readonly closers: string
  /** What joins a wish to the talk before it: "and". */
  readonly joins: string
  /** Answers by kind. `{title}` is the agent's, `{values}` what was said alone. */
  readonly says: Readonly<Record<AnsweredKind, string>>
  /** Said before the buttons for what the agent can do. */
  readonly can: string
  /** Added where this agent has a person to hand over to, and the button for it. */
  readonly person: { readonly offer: string; readonly button: string }
  /** The same for people who are spoken to informally, where it differs. */
  readonly informal: {
    readonly says: Partial<Readonly<Record<AnsweredKind, string>>>
    readonly person: { readonly offer: string; readonly button: string }
  } | null
}
