import type { Entry, ThreadState } from './thread-state.ts'

/**
 * A conversation as it is read: each message with what came of it under it, whatever was said meanwhile, in the order of the
 * messages. What belongs to none stands where it happened.
 */
export function underMessages({ entries, runs }: Pick<ThreadState, 'entries' | 'runs'>): readonly (readonly Entry[])[] {
  const groups: Entry[][] = []
  const of = new Map<string, Entry[]>()
  for (const entry of entries) {
    const runId = 'runId' in entry ? entry.runId : null
    const group = of.get(runs[runId ?? '']?.of ?? '') ?? []
    if (group.push(entry) === 1) groups.push(group)
    if (entry.kind === 'said') of.set(entry.id, group)
  }
  return groups
}
