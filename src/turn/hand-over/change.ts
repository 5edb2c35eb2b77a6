import type { Tx } from '#memory/database/database.ts'
import type { NewEvent } from '#memory/events/events.ts'
import { giveUpHandOver, openHandOver } from '#memory/threads/hand-overs.ts'
import { readTurn } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { HandOverChange } from '#turn/state.ts'
import type { Turn } from '#turn/turn.ts'

interface Changed {
  readonly stored: Promise<unknown>
  readonly events: readonly NewEvent[]
}

/** Opens the thread's hand-over, or closes it for its requester, with the events that say so. For the transaction of a turn's answer. */
export function changeHandOver(services: Services, tx: Tx, turn: Turn, change: HandOverChange): Changed | null {
  const { live, principal, handOver: open } = readTurn(services, turn)
  const { runId } = turn.hold
  if (change.to === 'close') {
    if (!open) return null
    const by = principal.id
    return {
      // Where somebody has taken it meanwhile, the turn is made again and says so.
      stored: giveUpHandOver(tx, open.id, by),
      events: [event({ type: 'hand-over-closed', runId, handOverId: open.id, principalId: by })],
    }
  }
  const role = live.agent.handOver?.role
  if (!role || open) return null
  const handOverId = services.context.newId()
  const { because, isHeld } = change
  const row = { id: handOverId, threadId: turn.threadId, runId, agent: live.agent.name, requester: principal.id }
  return {
    stored: openHandOver(tx, { ...row, role, because }),
    events: [event({ type: 'handed-over', runId, role, handOverId, isHeld })],
  }
}

function event(told: NewEvent['event']): NewEvent {
  return { event: told, personal: [] }
}
