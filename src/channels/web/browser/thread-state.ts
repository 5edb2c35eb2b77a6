import type { PlanView } from '#contract/plan.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import type { Part } from '#memory/threads/part.ts'

/** A conversation on a screen: all that it shows comes out of this, and this out of what happened. Plain data. */
export interface ThreadState {
  /** The number of the last event that is in it. */
  readonly after: number
  readonly entries: readonly Entry[]
  readonly plans: Readonly<Record<string, PlanEntry>>
  readonly runs: Readonly<Record<string, RunEntry>>
  /** How far the run at work is, until an event says more. */
  readonly progress: PlanProgress | null
  /** The answer that is being written, as far as it is, until it is completed. */
  readonly draft: Draft | null
  /** What the person who has it does, as it was told last; null where nothing was. */
  readonly otherEnd: { readonly isTyping: boolean; readonly seen: string | null } | null
  /** What was written here and that the server doesn't have yet, oldest first. */
  readonly outbox: readonly Outgoing[]
  readonly link: Link
  /** What the thread speaks: the language of the last message that was looked at; null before the first. */
  readonly language: string | null
}

/** One thing in the conversation, in the order in which they happened. */
export type Entry =
  | {
      readonly kind: 'said'
      readonly id: string
      readonly runId: string | null
      readonly text: string
      readonly at: string
    }
  | {
      readonly kind: 'answer'
      readonly id: string
      readonly runId: string | null
      readonly parts: readonly Part[]
      readonly at: string
    }
  | { readonly kind: 'plan'; readonly id: string; readonly runId: string | null; readonly at: string }
  /** Its conversation is passed on to a person; `isHeld`: whether there is one. */
  | {
      readonly kind: 'handed-over'
      readonly id: string
      readonly runId: string | null
      readonly role: string
      readonly isHeld: boolean
      readonly at: string
    }
  /** A person came, put it back, or gave it back to the agent. */
  | {
      readonly kind: 'person'
      readonly id: string
      readonly did: 'came' | 'left' | 'closed'
      readonly name: string
      readonly at: string
    }
  | {
      readonly kind: 'person-said'
      readonly id: string
      readonly name: string
      readonly text: string
      readonly at: string
    }
  | {
      readonly kind: 'ended'
      readonly id: string
      readonly runId: string | null
      readonly text: string
      readonly at: string
    }

export type Draft = Pick<TextDelta, 'messageId' | 'runId' | 'text'>

export interface PlanEntry {
  /** As it was last read; null until then, and for good where it isn't this reader's to see. */
  readonly plan: PlanView | null
  /** Counts what happened to it. A reading of an older count isn't the last word. */
  readonly revision: number
  readonly readAt: number
}

export interface RunEntry {
  readonly state: 'queued' | 'working' | 'waiting' | 'ended'
  /** The message under which stands what comes of it; null where none is known. */
  readonly of: string | null
  /** What it is at: the node of the graph. */
  readonly node: string | null
}

export interface Outgoing {
  readonly key: string
  readonly text: string
  readonly state: 'sending' | 'kept'
  /** What the server calls it, once it is known. */
  readonly messageId: string | null
}

export type Link =
  | { readonly state: 'connecting' | 'connected' }
  /** `since` and `retryAt` in milliseconds of this device's clock. */
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number }
  | { readonly state: 'ended'; readonly code: string; readonly message: string }

export const EMPTY_THREAD: ThreadState = {
  after: 0,
  entries: [],
  plans: {},
  runs: {},
  progress: null,
  draft: null,
  otherEnd: null,
  outbox: [],
  link: { state: 'connecting' },
  language: null,
}

/** With a change to one of its plans. */
export function withPlan(state: ThreadState, planId: string, change: (known: PlanEntry) => PlanEntry): ThreadState {
  const known = state.plans[planId] ?? { plan: null, revision: 0, readAt: -1 }
  return { ...state, plans: { ...state.plans, [planId]: change(known) } }
}

/** With a change to what is on its way out. */
export function withOutgoing(state: ThreadState, key: string, change: (out: Outgoing) => Outgoing): ThreadState {
  return { ...state, outbox: state.outbox.map((out) => (out.key === key ? change(out) : out)) }
}

/** Without what was on its way out and has come. */
export function settled(state: ThreadState): ThreadState {
  const seen = new Set(state.entries.flatMap((entry) => (entry.kind === 'said' ? [entry.id] : [])))
  const outbox = state.outbox.filter(({ messageId }) => messageId === null || !seen.has(messageId))
  return outbox.length === state.outbox.length ? state : { ...state, outbox }
}
