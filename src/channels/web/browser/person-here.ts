import type { ThreadState } from './thread-state.ts'

/** A person whom a conversation is passed on to. */
export interface PersonHere {
  readonly role: string
  /** Whether anybody here holds the role. */
  readonly isHeld: boolean
  /** Who has it; null while it waits for somebody. */
  readonly name: string | null
}

/** With whom the conversation is, or for whom it waits; null while it is the agent's alone. */
export function personHere({ entries }: Pick<ThreadState, 'entries'>): PersonHere | null {
  const last = entries.findLast(({ kind }) => kind === 'handed-over' || kind === 'person')
  const passedOn = entries.findLast((entry) => entry.kind === 'handed-over')
  if (last === undefined || passedOn === undefined || (last.kind === 'person' && last.did === 'closed')) return null
  const { role, isHeld } = passedOn
  return { role, isHeld, name: last.kind === 'person' && last.did === 'came' ? last.name : null }
}

/** The last message of its requester, where the person has it on their screen and hasn't answered yet; else null. */
export function seenMessage({ entries, otherEnd }: ThreadState): string | null {
  const seenAt = entries.findLastIndex(({ id }) => id === otherEnd?.seen)
  const last = entries.findLastIndex(({ kind }) => kind === 'said' || kind === 'person-said')
  const said = entries[last]
  return said?.kind === 'said' && seenAt >= last ? said.id : null
}

/** The last message of either end: what its reader has seen once it is on their screen. */
export function lastMessage({ entries }: ThreadState): string | null {
  return entries.findLast(({ kind }) => kind === 'said' || kind === 'person-said')?.id ?? null
}
