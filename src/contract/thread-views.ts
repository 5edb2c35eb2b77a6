import type { AgentFacts } from './operations.ts'
import type { Principal } from '#core/principal.ts'

/** The conversations that somebody may read: their own, and everybody's for operators and auditors. */
export interface ThreadListOperations {
  listThreads(principal: Principal, filter: ThreadFilter): Promise<ThreadPage>
  /** Throws `not-found`. */
  readThread(principal: Principal, threadId: string): Promise<ListedThreadView>
}

/** Which threads, after which one (`next` of the page before). Null leaves none out. */
export interface ThreadFilter {
  readonly requester: string | null
  readonly agent: string | null
  readonly status: ThreadStatus | null
  /** Begun then or later, and before. */
  readonly since: Date | null
  readonly until: Date | null
  readonly after: string | null
  readonly limit: number
}

export interface ThreadPage {
  readonly threads: readonly ListedThreadView[]
  readonly next: string | null
}

/** `working`: a run of it is at work, or is to be; `waiting`: else, that one waits; `idle`: all that was asked has ended. */
export const THREAD_STATUSES = ['idle', 'working', 'waiting'] as const
export type ThreadStatus = (typeof THREAD_STATUSES)[number]

export interface ListedThreadView {
  readonly id: string
  readonly agent: string
  /** What the agent is called on a screen. */
  readonly title: string
  readonly requester: { readonly id: string; readonly name: string }
  readonly channel: string
  readonly status: ThreadStatus
  readonly about: AgentFacts
  readonly createdAt: string
  /** When the last message came; null where there is none. */
  readonly lastMessageAt: string | null
}
