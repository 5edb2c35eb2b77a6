import type { ThreadEvent } from '#contract/event.ts'
import type { Part } from '#memory/threads/part.ts'
import type { KnownEvent } from '../../client/streamed.ts'
import { settled, withOutgoing, withPlan, type Entry, type RunEntry, type ThreadState } from './thread-state.ts'

/** The conversation with an event that isn't in it yet. */
export function withEvent(state: ThreadState, event: KnownEvent): ThreadState {
  switch (event.type) {
    case 'message-received':
      return withMessage(state, event)
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
    case 'plan-decided':
    case 'effect-dispatched':
    case 'effect-completed': {
      // Who changes a plan that waits leaves it waiting.
      const isEdit = 'decision' in event && event.decision === 'edit'
      const next = isEdit ? state : withRun(state, event, { state: 'working', node: 'plan' })
      return touched(next, event.planId, event)
    }
    case 'plan-proposed': // by a run that is at work, or by an edit
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
      return withEntry(state, ended(event))
    case 'run-set-aside':
      return withRun(withPlansOf(withEntry(state, ended(event)), event), event, { state: 'waiting', node: null })
    case 'handed-over':
    case 'hand-over-taken':
    case 'hand-over-released':
    case 'hand-over-closed':
    case 'person-answered':
      return withEntry({ ...state, otherEnd: null }, entryOfPerson(event))
    case 'other':
      return state
  }
}

function withMessage(state: ThreadState, event: Extract<ThreadEvent, { type: 'message-received' }>): ThreadState {
  const { messageId: id, runId = null, at } = event
  const said = { kind: 'said', id, runId, text: textOf(event.parts), at } as const
  return settled(withRun(withEntry(recognised(state, event), said), event, { state: 'queued', node: null }))
}

type PersonEvent = Extract<
  KnownEvent,
  { type: 'handed-over' | 'hand-over-taken' | 'hand-over-released' | 'hand-over-closed' | 'person-answered' }
>

function entryOfPerson(event: PersonEvent): Entry {
  const { at, runId } = event
  switch (event.type) {
    case 'handed-over':
      // Before it was known whether there is anybody, nothing else was said.
      return {
        kind: 'handed-over',
        id: `${event.seq}`,
        runId: runId ?? null,
        role: event.role,
        isHeld: event.isHeld ?? true,
        at,
      }
    case 'hand-over-taken':
      return { kind: 'person', id: `${event.seq}`, did: 'came', name: event.name, at }
    case 'hand-over-released':
      return { kind: 'person', id: `${event.seq}`, did: 'left', name: '', at }
    case 'hand-over-closed':
      return { kind: 'person', id: `${event.seq}`, did: 'closed', name: '', at }
    case 'person-answered':
      return { kind: 'person-said', id: event.messageId, name: event.name, text: textOf(event.parts), at }
  }
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
  return isTold ? state : withEntry(state, ended(event))
}

function ended({ seq, runId, text, at }: Extract<KnownEvent, { text: string }>): Entry {
  return { kind: 'ended', id: `${seq}`, runId: runId ?? null, text, at }
}

function withEntry(state: ThreadState, entry: Entry): ThreadState {
  const isThere = state.entries.some(({ kind, id }) => kind === entry.kind && id === entry.id)
  return isThere ? state : { ...state, entries: [...state.entries, entry] }
}

interface OfRun {
  readonly runId?: string | null | undefined
  readonly at: string
  readonly messageId?: string
  readonly answers?: readonly string[] | undefined
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

function withRun(
  state: ThreadState,
  { runId = null, messageId, answers }: Omit<OfRun, 'at'>,
  run: Omit<RunEntry, 'of'>,
): ThreadState {
  if (runId === null) return state
  const of = state.runs[runId]?.of ?? answers?.at(-1) ?? messageId ?? null
  const progress = state.progress?.runId === runId ? null : state.progress
  const draft = run.state === 'ended' && state.draft?.runId === runId ? null : state.draft
  return { ...state, progress, draft, runs: { ...state.runs, [runId]: { ...run, of } } }
}

// The event of one's own message may come before the answer that names it. Until that tells which it is, the oldest
// message on its way with these words is taken for it.
function recognised(state: ThreadState, event: Extract<ThreadEvent, { type: 'message-received' }>): ThreadState {
  if (state.outbox.some(({ messageId }) => messageId === event.messageId)) return state
  const text = textOf(event.parts)
  const own = state.outbox.find((out) => out.messageId === null && out.text === text)
  return own === undefined ? state : withOutgoing(state, own.key, (out) => ({ ...out, messageId: event.messageId }))
}

function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}
