import type { PlanView } from '#contract/plan.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import type { KnownEvent } from '../../client/streamed.ts'
import { settled, withOutgoing, withPlan, type Link, type ThreadState } from './thread-state.ts'
import { withEvent } from './with-event.ts'

/** What can happen to a conversation on a screen. */
export type Happening =
  | { readonly type: 'event'; readonly event: KnownEvent }
  | { readonly type: 'progress'; readonly progress: PlanProgress }
  | { readonly type: 'delta'; readonly delta: TextDelta }
  | { readonly type: 'presence'; readonly isTyping: boolean; readonly seen: string | null }
  | { readonly type: 'plan-read'; readonly plan: PlanView; readonly revision: number }
  | { readonly type: 'plan-gone'; readonly planId: string; readonly revision: number }
  | { readonly type: 'message-written'; readonly key: string; readonly text: string }
  | { readonly type: 'message-accepted'; readonly key: string; readonly messageId: string }
  | { readonly type: 'message-kept' | 'message-dropped'; readonly key: string }
  | { readonly type: 'link'; readonly link: Link }

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
    case 'presence': {
      const { isTyping, seen } = happening
      return { ...state, otherEnd: { isTyping, seen: seen ?? state.otherEnd?.seen ?? null } }
    }
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
      return { ...state, outbox: [...state.outbox, { key, text, state: 'sending', messageId: null }] }
    }
    case 'message-accepted':
      return settled(
        withOutgoing(state, happening.key, (out) => ({ ...out, state: 'sending', messageId: happening.messageId })),
      )
    case 'message-kept':
      return withOutgoing(state, happening.key, (out) => ({ ...out, state: 'kept' }))
    case 'message-dropped':
      return { ...state, outbox: state.outbox.filter(({ key }) => key !== happening.key) }
    case 'link':
      return { ...state, link: happening.link }
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
