import { callSource } from '#agents/call-source.ts'
import { procedureOf, starterIn } from '#agents/starter.ts'
import type { Source } from '#plan-language/values/label.ts'
import { starterOfPrincipal } from '#core/starter-id.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { isFromProgram } from '#turn/words/words-source.ts'

/**
 * Where the value of each slot of a playbook is from: the requester's own words, unless a program or a file of the agent's
 * folder began this. Then it is what the program said for that slot; or the field that its webhook was sent, and the
 * operator's where the file holds the value or leaves the slot out.
 */
export function saidBy(record: Sent, playbook: string): (slot: string) => Source {
  const { live, principal } = record
  const id = starterOfPrincipal(principal.id)
  if (id === null) return isFromProgram(record) ? (slot) => callSource(playbook, slot) : () => `user:${principal.id}`
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

type Sent = Pick<TurnRecord, 'live' | 'principal' | 'channel' | 'sentBy'>
