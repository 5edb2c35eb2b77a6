import type { RunEntry, ThreadState } from './thread-state.ts'

/** The plans that have to be read, each with the count that a reading now stands for. */
export function unreadPlans({ plans }: ThreadState): readonly { readonly planId: string; readonly revision: number }[] {
  return Object.entries(plans)
    .filter(([, { revision, readAt }]) => readAt < revision)
    .map(([planId, { revision }]) => ({ planId, revision }))
}

/** A run that is under way. */
export type ActiveRun = { readonly runId: string } & RunEntry

/** The run that is at work now, or is next: stopping is about it. Null while nothing is or all waits for a person. */
export function activeRun(state: ThreadState): ActiveRun | null {
  return firstRun(state, 'working') ?? firstRun(state, 'queued')
}

function firstRun({ runs }: ThreadState, wanted: RunEntry['state']): ActiveRun | null {
  const found = Object.entries(runs).find(([, { state }]) => state === wanted)
  return found === undefined ? null : { runId: found[0], ...found[1] }
}
