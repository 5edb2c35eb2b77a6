import { procedureOf, starterIn } from '#agents/starter.ts'
import type { Source } from '#core/label.ts'
import { starterOfPrincipal } from '#core/starter-id.ts'
import type { TurnRecord } from '#turn/read-turn.ts'

/**
 * Where the value of each slot is from: the requester's own words, unless a file of the agent's folder began this. Then it is
 * the field that its webhook was sent, and the operator's where the file holds the value or leaves the slot out.
 */
export function saidBy({ live, principal }: Pick<TurnRecord, 'live' | 'principal'>): (slot: string) => Source {
  const id = starterOfPrincipal(principal.id)
  if (id === null) return () => `user:${principal.id}`
  const starter = starterIn(live.agent, id)
  if (starter === null) return () => 'unknown'
  const begun = procedureOf(starter)
  // A schedule's message is the operator's, word for word.
  if (begun === null) return () => 'operator'
  return (slot) => {
    const origin = begun.slots[slot]
    return origin?.from === 'field' ? origin.source : 'operator'
  }
}
