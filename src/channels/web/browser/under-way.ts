import type { RunEntry, ThreadState } from './thread-state.ts'

/** The plans that have to be read, each with the count that a reading now stands for. */
export function unreadPlans({ plans }: ThreadState): readonly { readonly planId: string; readonly revision: number }[] {
  return Object.entries(plans)
    .filter(([, { revision, readAt }]) => readAt < revision)
    .map(([planId, { revision }]) => ({ planId, revision }))
}

/** A run that is under way. */
export type RunUnderWay = { readonly runId: string } & RunEntry

/** The run that is at work now, or is next; null while nothing is or all waits for a person. */
export function runAtWork(state: ThreadState): RunUnderWay | null {
  return lastRun(state, 'working') ?? lastRun(state, 'queued')
}

/** The run that stopping is about: what hasn't begun before what has, which is finished all the same. */
export function runToStop(state: ThreadState): RunUnderWay | null {
  return lastRun(state, 'queued') ?? lastRun(state, 'working')
}

/** Whether something was said that the server is being told of and that isn't in the conversation yet. */
export function isOnItsWay({ outbox }: ThreadState): boolean {
  return outbox.some(({ state }) => state === 'sending')
}

function lastRun({ runs }: ThreadState, wanted: RunEntry['state']): RunUnderWay | null {
  const found = Object.entries(runs).findLast(([, { state }]) => state === wanted)
  return found === undefined ? null : { runId: found[0], ...found[1] }
}
