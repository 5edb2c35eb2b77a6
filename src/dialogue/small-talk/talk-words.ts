import type { AnsweredKind, SaidKind } from '#agents/talk-kind.ts'

/** What is understood in one language of conversation beside requests. Another language is one more file of this form. */
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
}

/** What is answered to it: in English in its file of words, in other languages in their message files. */
export interface TalkReplies {
  /** By kind. `{title}` is the agent's, `{values}` what was said alone. */
  readonly says: Readonly<Record<AnsweredKind, string>>
  /** Said before the buttons for what the agent can do. */
  readonly can: string
  /** Added where this agent has a person to hand over to, and the button for it. */
  readonly person: { readonly offer: string; readonly button: string }
}
