import type { PlanView } from '#contract/plan.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import type { KnownEvent } from '../../streamed.ts'
import type { Part } from '#memory/part.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import type { ThreadEvent } from '#contract/event.ts'

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
  | { readonly kind: 'ended'; readonly id: string; readonly text: string; readonly at: string }

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
  /** What it is at: the node of the graph. */
  readonly node: string | null
  readonly since: string
}

export interface Outgoing {
  readonly key: string
  readonly text: string
  readonly state: 'sending' | 'kept' | 'refused'
  readonly why: string | null
  /** What the server calls it, once it is known. */
  readonly messageId: string | null
}

export type Link =
  | { readonly state: 'connecting' | 'connected' }
  /** `since` and `retryAt` in milliseconds of this device's clock. */
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number }
  | { readonly state: 'ended'; readonly code: string; readonly message: string }

export type Happening =
  | { readonly type: 'event'; readonly event: KnownEvent }
  | { readonly type: 'progress'; readonly progress: PlanProgress }
  | { readonly type: 'delta'; readonly delta: TextDelta }
  | { readonly type: 'plan-read'; readonly plan: PlanView; readonly revision: number }
  | { readonly type: 'plan-gone'; readonly planId: string; readonly revision: number }
  | { readonly type: 'message-written'; readonly key: string; readonly text: string }
  | { readonly type: 'message-accepted'; readonly key: string; readonly messageId: string }
  | { readonly type: 'message-kept' | 'message-again'; readonly key: string }
  | { readonly type: 'message-refused'; readonly key: string; readonly why: string }
  | { readonly type: 'message-dropped'; readonly key: string }
  | { readonly type: 'link'; readonly link: Link }

export const EMPTY_THREAD: ThreadState = {
  after: 0,
  entries: [],
  plans: {},
  runs: {},
  progress: null,
  draft: null,
  outbox: [],
  link: { state: 'connecting' },
  language: null,
}

/** The conversation after one more thing happened. An event that is in it already changes nothing. */
export function nextThread(state: ThreadState, happening: Happening): ThreadState {
  switch (happening.type) {
    case 'event':
      return happening.event.seq <= state.after
        ? state
        : { ...withEvent(state, happening.event), after: happening.event.seq }
    case 'progress':
      return withProgress(state, happening.progress)
    case 'delta':
      return withDelta(state, happening.delta)
    case 'plan-read': {
      const { plan, revision } = happening
      return withPlan(state, plan.id, (known) =>
        revision < known.readAt ? known : { ...known, plan, readAt: revision },
      )
    }
    case 'plan-gone':
      return withPlan(state, happening.planId, (known) => ({ ...known, plan: null, readAt: happening.revision }))
    case 'message-written': {
      const { key, text } = happening
      return { ...state, outbox: [...state.outbox, { key, text, state: 'sending', why: null, messageId: null }] }
    }
    case 'message-accepted':
      return settled(
        withOutgoing(state, happening.key, (out) => ({ ...out, state: 'sending', messageId: happening.messageId })),
      )
    case 'message-kept':
      return withOutgoing(state, happening.key, (out) => ({ ...out, state: 'kept' }))
    case 'message-again':
      return withOutgoing(state, happening.key, (out) => ({ ...out, state: 'sending', why: null }))
    case 'message-refused':
      return withOutgoing(state, happening.key, (out) => ({ ...out, state: 'refused', why: happening.why }))
    case 'message-dropped':
      return { ...state, outbox: state.outbox.filter(({ key }) => key !== happening.key) }
    case 'link':
      return { ...state, link: happening.link }
  }
}

function withEvent(state: ThreadState, event: KnownEvent): ThreadState {
  switch (event.type) {
    case 'message-received': {
      const entry = {
        kind: 'said',
        id: event.messageId,
        runId: event.runId ?? null,
        text: textOf(event.parts),
        at: event.at,
      } as const
      const next = withRun(withEntry(recognised(state, event), entry), event, { state: 'queued', node: null })
      return settled(next)
    }
    case 'message-owned':
      return withRun(state, event, { state: 'queued', node: null })
    case 'message-completed':
      return withAnswer(state, event)
    case 'run-started':
      return {
        ...withRun(state, event, { state: 'working', node: null }),
        language: event.language ?? state.language,
      }
    case 'node-started':
      return withRun(state, event, { state: 'working', node: event.node })
    case 'plan-proposed':
    case 'plan-decided':
    case 'effect-dispatched':
    case 'effect-completed':
      return touched(withRun(state, event, { state: 'working', node: 'plan' }), event.planId, event)
    case 'plan-escalated':
    case 'effect-tried':
      return touched(state, event.planId, event)
    case 'run-waiting':
      return withRun(touched(state, event.planId, event), event, { state: 'waiting', node: null })
    case 'run-completed':
      return withRun(withPlansOf(state, event), event, { state: 'ended', node: null })
    case 'run-failed':
      return withRun(withPlansOf(withEnd(state, event), event), event, { state: 'ended', node: null })
    case 'run-resting':
      return withEntry(state, { kind: 'ended', id: `${event.seq}`, text: event.text, at: event.at })
    case 'run-set-aside': {
      const entry = { kind: 'ended', id: `${event.seq}`, text: event.text, at: event.at } as const
      return withRun(withPlansOf(withEntry(state, entry), event), event, { state: 'waiting', node: null })
    }
    case 'handed-over':
      return withEntry(state, {
        kind: 'handed-over',
        id: `${event.seq}`,
        role: event.role,
        // Before it was known whether there is anybody, nothing else was said.
        isHeld: event.isHeld ?? true,
        at: event.at,
      })
    case 'hand-over-taken':
      return withEntry(state, { kind: 'person', id: `${event.seq}`, did: 'came', name: event.name, at: event.at })
    case 'hand-over-released':
    case 'hand-over-closed': {
      const did = event.type === 'hand-over-closed' ? 'closed' : 'left'
      return withEntry(state, { kind: 'person', id: `${event.seq}`, did, name: '', at: event.at })
    }
    case 'person-answered': {
      const { messageId: id, name, parts, at } = event
      return withEntry(state, { kind: 'person-said', id, name, text: textOf(parts), at })
    }
    case 'other':
      return state
  }
}

// It may come late: what has ended or waits isn't at work. It may also be the first to say that something is.
function withProgress(state: ThreadState, progress: PlanProgress): ThreadState {
  const run = state.runs[progress.runId]
  if (run === undefined || run.state === 'ended' || run.state === 'waiting') return state
  const node = progress.stage === 'routing' ? null : progress.stage === 'answering' ? 'answer' : 'plan'
  const runs = { ...state.runs, [progress.runId]: { ...run, state: 'working', node } as const }
  return { ...state, runs, progress }
}

// It may come late, and one before it may be lost: the completed message says all.
function withDelta(state: ThreadState, { messageId, runId, offset, text }: TextDelta): ThreadState {
  const isOver = state.runs[runId]?.state === 'ended' || state.entries.some(({ id }) => id === messageId)
  const before = state.draft?.messageId === messageId ? state.draft.text : ''
  if (isOver || offset > before.length) return state
  return { ...state, draft: { messageId, runId, text: before.slice(0, offset) + text } }
}

function withAnswer(state: ThreadState, event: Extract<ThreadEvent, { type: 'message-completed' }>): ThreadState {
  const { messageId: id, parts, at, runId = null } = event
  const planIds = parts.flatMap((part) => (part.type === 'plan' ? [part.planId] : []))
  const withPlans = planIds.reduce((before, planId) => touched(before, planId, event), state)
  const draft = withPlans.draft?.runId === runId ? null : withPlans.draft
  const answer = { kind: 'answer', id, runId, parts, at } as const
  // A run that goes on after its answer, since somebody said how a step ended, answers again in the same place.
  const entries = withPlans.entries.map((entry) => (entry.kind === 'answer' && entry.id === id ? answer : entry))
  return withEntry({ ...withPlans, entries, draft }, answer)
}

// Who took a message back before it was begun gets no answer, so the end is told by itself.
function withEnd(state: ThreadState, event: Extract<ThreadEvent, { type: 'run-failed' }>): ThreadState {
  const isTold = state.entries.some((entry) => entry.kind === 'answer' && entry.runId === event.runId)
  return isTold ? state : withEntry(state, { kind: 'ended', id: `${event.seq}`, text: event.text, at: event.at })
}

function withEntry(state: ThreadState, entry: Entry): ThreadState {
  const isThere = state.entries.some(({ kind, id }) => kind === entry.kind && id === entry.id)
  return isThere ? state : { ...state, entries: [...state.entries, entry] }
}

interface OfRun {
  readonly runId?: string | null | undefined
  readonly at: string
}

/** Something happened to a plan: its card stands where it was first heard of, and has to be read again. */
function touched(state: ThreadState, planId: string, { runId = null, at }: OfRun): ThreadState {
  const next = withEntry(state, { kind: 'plan', id: planId, runId, at })
  return withPlan(next, planId, (known) => ({ ...known, revision: known.revision + 1 }))
}

function withPlansOf(
  state: ThreadState,
  event: { readonly runId?: string | undefined; readonly at: string },
): ThreadState {
  const plans = state.entries.filter((entry) => entry.kind === 'plan' && entry.runId === event.runId)
  return plans.reduce((before, { id }) => touched(before, id, event), state)
}

function withPlan(state: ThreadState, planId: string, change: (known: PlanEntry) => PlanEntry): ThreadState {
  const known = state.plans[planId] ?? { plan: null, revision: 0, readAt: -1 }
  return { ...state, plans: { ...state.plans, [planId]: change(known) } }
}

function withRun(state: ThreadState, { runId = null, at }: OfRun, run: Omit<RunEntry, 'since'>): ThreadState {
  if (runId === null) return state
  const known = state.runs[runId]
  const since = known?.state === run.state ? known.since : at
  const progress = state.progress?.runId === runId ? null : state.progress
  const draft = run.state === 'ended' && state.draft?.runId === runId ? null : state.draft
  return { ...state, progress, draft, runs: { ...state.runs, [runId]: { ...run, since } } }
}

function withOutgoing(state: ThreadState, key: string, change: (out: Outgoing) => Outgoing): ThreadState {
  return { ...state, outbox: state.outbox.map((out) => (out.key === key ? change(out) : out)) }
}

// The event of one's own message may come before the answer that names it. Until that tells which it is, the oldest
// message on its way with these words is taken for it.
function recognised(state: ThreadState, event: Extract<ThreadEvent, { type: 'message-received' }>): ThreadState {
  if (state.outbox.some(({ messageId }) => messageId === event.messageId)) return state
  const text = textOf(event.parts)
  const own = state.outbox.find((out) => out.messageId === null && out.state !== 'refused' && out.text === text)
  return own === undefined ? state : withOutgoing(state, own.key, (out) => ({ ...out, messageId: event.messageId }))
}

function settled(state: ThreadState): ThreadState {
  const seen = new Set(state.entries.flatMap((entry) => (entry.kind === 'said' ? [entry.id] : [])))
  const outbox = state.outbox.filter(({ messageId }) => messageId === null || !seen.has(messageId))
  return outbox.length === state.outbox.length ? state : { ...state, outbox }
}

function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}
