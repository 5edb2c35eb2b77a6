import { isAllowed } from '#auth/authorize.ts'
import type { HandOverAccess } from '#auth/resources.ts'
import type { HandOver } from '#memory/threads/hand-overs.ts'
import type { Principal } from '#core/principal.ts'

/** What `authorize` looks at in a hand-over. */
export function handOverAccess({ role, requester, takenBy, closedAt }: HandOver): HandOverAccess {
  return { role, requester: requester.id, takenBy: takenBy?.id ?? null, isOpen: closedAt === null }
}

/** What somebody may do with it now. */
export interface HandOverRights {
  readonly mayTake: boolean
  readonly mayAnswer: boolean
  readonly mayRelease: boolean
  readonly mayHandOn: boolean
  readonly mayRank: boolean
  readonly mayClose: boolean
}

export function rightsOver(handOver: HandOver, principal: Principal): HandOverRights {
  const access = handOverAccess(handOver)
  const { isOpen, takenBy } = access
  return {
    mayTake: isOpen && takenBy === null && isAllowed(principal, 'hand-over.take', access),
    mayAnswer: isAllowed(principal, 'hand-over.answer', access),
    mayRelease: isOpen && takenBy !== null && isAllowed(principal, 'hand-over.release', access),
    mayHandOn: isOpen && isAllowed(principal, 'hand-over.hand-on', access),
    mayRank: isOpen && isAllowed(principal, 'hand-over.rank', access),
    mayClose: isOpen && isAllowed(principal, 'hand-over.close', access),
  }
}
