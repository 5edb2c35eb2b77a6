import type { Principal } from '#core/principal.ts'

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

export interface RunPage {
  readonly runs: readonly RunView[]
  readonly next: string | null
}

export const RUN_STATUSES = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export interface RunView {
  readonly id: string
  readonly threadId: string
  /** The message that it answers. */
  readonly messageId: string
  readonly agent: string
  readonly requester: { readonly id: string; readonly name: string }
  readonly status: RunStatus
  /** Null where it doesn't wait, or its answer has just come. */
  readonly waitingFor: WaitingFor | null
  readonly failure: { readonly code: string; readonly text: string } | null
  /** What comes after it by the same message: the run of its next wish, or of the plan that it decided. Null where nothing does. */
  readonly next: { readonly id: string; readonly links: { readonly run: string } } | null
  /** What it has asked of a model so far, second tries among it. Noughts where no model is configured. */
  readonly usage: { readonly modelCalls: number; readonly inputTokens: number; readonly outputTokens: number }
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** What a run waits for, who can end that, since when and until when, and where. Addresses are paths of this server. */
export type WaitingFor = WaitingForDecision | WaitingForResolution | WaitingForTool | WaitingForDependency

interface WaitingForPlan {
  readonly planId: string
  /** The plan in one sentence. */
  readonly title: string
  readonly since: string
  readonly links: { readonly plan: string }
}

/** Somebody's yes or no to a plan. */
export interface WaitingForDecision extends WaitingForPlan {
  readonly type: 'decision'
  /** What a decision must name. */
  readonly digest: string
  /** Of whom another yes counts; the role `requester` is whoever asked for it. */
  readonly roles: readonly string[]
  readonly people: { readonly asked: number; readonly yes: number }
  readonly until: string | null
  readonly links: { readonly plan: string; readonly decisions: string }
}

/** Somebody's word on whether a step happened whose outcome nobody knows. */
export interface WaitingForResolution extends WaitingForPlan {
  readonly type: 'resolution'
  readonly roles: readonly string[]
  readonly steps: readonly { readonly index: number; readonly title: string; readonly resolution: string }[]
  readonly until: null
}

/** A tool that doesn't answer: the step is tried again by itself. */
export interface WaitingForTool extends WaitingForPlan {
  readonly type: 'tool'
  readonly tool: string
  readonly step: { readonly index: number; readonly title: string }
  readonly nextTryAt: string
  /** When no more is tried, and a person is asked. */
  readonly until: string | null
}

/** A part of this server that is away, as `/readyz` names it. It is tried again for as long as that takes. */
export interface WaitingForDependency {
  readonly type: 'dependency'
  readonly dependency: 'sandbox' | 'database'
  readonly since: string
  readonly tries: { readonly code: string; readonly firstAt: string; readonly lastAt: string; readonly times: number }
  readonly nextTryAt: string
  readonly until: null
}
