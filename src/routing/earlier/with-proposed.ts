import type { NamedPlaybook } from '#agents/contract.ts'
import { isLacking, type Filling, type Unsure } from '#dialogue/slot-filling/fill-slots.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { namedInThread } from './named-in-thread.ts'

/** The most names in a question; a longer list isn't read. */
const MOST_PROPOSED = 3

/**
 * What is to be asked for is asked about by the names that the requester gave such things before in the thread ("cancel A58",
 * then "give me my money back": “Do you mean A58?”), where they are few. It is supposed by nobody: they say which.
 */
export async function withProposed(record: TurnRecord, { slots }: NamedPlaybook, filling: Filling): Promise<Filling> {
  const proposed: Record<string, Unsure> = {}
  for (const [name, slot] of Object.entries(slots)) {
    if (slot.type !== 'pattern' || slot.optional || !isLacking(filling, name)) continue
    const named = new Map((await namedInThread(record, name, slot)).map((filled) => [filled.value, filled]))
    if (named.size === 0 || named.size > MOST_PROPOSED) continue
    proposed[name] = { choices: [...named.values()], areSeveral: false, mustAsk: false }
  }
  return { ...filling, unsure: { ...filling.unsure, ...proposed } }
}
