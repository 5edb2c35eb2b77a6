import type { ArgumentWords, TotalWords } from './argument-words.ts'
import type { TalkKind } from './talk-kind.ts'

/** What an agent's own files say in another language than its first. */
export interface AgentTexts {
  readonly title: string
  readonly greeting: string
  readonly suggestions: readonly string[]
  readonly roles: Readonly<Record<string, string>>
  readonly rejectReasons: Readonly<Record<string, string>>
  /** The reasons that its rules give, by how policy.cedar says them. */
  readonly reasons: Readonly<Record<string, string>>
}

/** What tools and servers are called in another language than the first. */
export interface ToolTexts {
  readonly servers: Readonly<Record<string, string>>
  readonly tools: Readonly<Record<string, ToolWords>>
}

export interface ToolWords {
  readonly title: string
  readonly noun?: string | undefined
  /** More than one of it. */
  readonly nouns?: string | undefined
  /** What saying yes does, for a button, with `{money}` where its money belongs. */
  readonly deed?: string | undefined
  /** What its arguments and its money are called: those that are left out as in tools.yaml. */
  readonly words?: Readonly<Record<string, ArgumentWords>> | undefined
  readonly total?: TotalWords | undefined
  /** How people ask for it in that language. */
  readonly examples?: readonly string[] | undefined
}

/** By kind: phrases that are understood beside ours, and what is answered instead of ours. */
export type Conversation = Partial<
  Readonly<Record<TalkKind, { readonly said: readonly string[]; readonly says?: string | undefined }>>
>
