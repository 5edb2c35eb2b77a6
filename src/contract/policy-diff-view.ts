import type { FileProblem } from '#core/file-problem.ts'
import type { PlanStatus } from '#core/plan-status.ts'
import type { Verdict } from '#core/verdict.ts'

/** What other rules would have said of an agent's plans, beside what was said. */
export interface PolicyDiffView {
  readonly agent: string
  /** Why these rules can't be asked at all; empty where they can. */
  readonly problems: readonly FileProblem[]
  /** Plans that both were asked about. */
  readonly compared: number
  /** Of them, those of which something would come out otherwise: another decision, or other people asked. */
  readonly changed: number
  /** How many plans would change in which way, the most first. */
  readonly kinds: readonly { readonly kind: ChangeKind; readonly plans: number }[]
  /** The changed plans, newest first: 200 at most. */
  readonly changes: readonly PlanChangeView[]
  /** Plans that couldn't be judged again, by why. */
  readonly left: readonly { readonly why: LeftOutReason; readonly plans: number }[]
}

/**
 * `ask-to-ask`: other people would be asked. `steps`: of the whole plan the same would be said, but not of each of its
 * steps.
 */
export const CHANGE_KINDS = [
  'allow-to-ask',
  'allow-to-deny',
  'ask-to-allow',
  'ask-to-ask',
  'ask-to-deny',
  'deny-to-allow',
  'deny-to-ask',
  'steps',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export const LEFT_OUT_REASONS = [
  'facts-not-kept', // judged before they were
  'window-not-kept', // the other rules look at a window over the ledger that wasn't added up then
  'tool-gone', // a step's tool isn't the agent's any more
  'unreadable', // its rows can't be read
  'rules-failed',
] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

export interface PlanChangeView {
  readonly planId: string
  readonly title: string
  readonly status: PlanStatus
  /** ISO 8601. */
  readonly judgedAt: string
  readonly kind: ChangeKind
  readonly was: Verdict
  readonly would: Verdict
  /** Whether the rules of today would say the same as these; null where they weren't asked. */
  readonly alreadySo: boolean | null
  /** Of the steps those that would come out otherwise. */
  readonly steps: readonly {
    readonly index: number
    readonly title: string
    readonly was: Verdict
    readonly would: Verdict
  }[]
}
