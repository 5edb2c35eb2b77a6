import type { Principal } from '#core/principal.ts'
import type { ListedThreadView, ThreadPage, ThreadStatus } from './thread.ts'

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
