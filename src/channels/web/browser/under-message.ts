import type { Entry, ThreadState } from './thread-state.ts'

/**
 * A conversation as it is read: each message with what came of it under it, whatever was said meanwhile, in the order of the
 * messages. What belongs to none stands where it happened.
 */
export function underMessages({ entries, runs }: Pick<ThreadState, 'entries' | 'runs'>): readonly (readonly Entry[])[] {
  const groups: Entry[][] = []
  const of = new Map<string, Entry[]>()
  for (const entry of entries) {
    const runId = entry.kind === 'said' || !('runId' in entry) ? null : entry.runId
    const under = runId === null ? undefined : of.get(runs[runId]?.of ?? '')
    if (under) under.push(entry)
    else groups.push([entry])
    const own = groups.at(-1)
    if (entry.kind === 'said' && own) of.set(entry.id, own)
  }
  return groups
}
