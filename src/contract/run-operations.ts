import type { Principal } from '#core/principal.ts'
import type { RunPage, RunStatus, RunView } from './run.ts'

/** A turn's way through the graph, for whoever may read its thread. */
export interface RunOperations {
  readRun(principal: Principal, runId: string): Promise<RunView>
  /** The runs that somebody may read, newest first: their own, and everybody's for operators and auditors. */
  listRuns(principal: Principal, filter: RunFilter): Promise<RunPage>
  /**
   * The run once it has ended or waits for a person; null where the signal aborts first. What only waits for a tool that
   * doesn't answer goes on by itself, and is waited for.
   */
  awaitRun(principal: Principal, runId: string, signal: AbortSignal): Promise<RunView | null>
  cancelRun(principal: Principal, runId: string): Promise<RunView>
}

/** Which runs, after which one (`next` of the page before). Null leaves none out. */
export interface RunFilter {
  readonly threadId: string | null
  readonly requester: string | null
  readonly agent: string | null
  readonly status: RunStatus | null
  /** Begun then or later, and before. */
  readonly since: Date | null
  readonly until: Date | null
  readonly after: string | null
  readonly limit: number
}
