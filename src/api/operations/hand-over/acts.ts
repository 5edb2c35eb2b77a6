import { enforce, isAllowed } from '#auth/authorize.ts'
import type { Operations } from '#contract/operations.ts'
import type { Principal } from '#core/principal.ts'
import type { NewEvent } from '#memory/events/events.ts'
import { closeHandOver, releaseHandOver, setPriority, takeHandOver, type HandOver } from '#memory/threads/hand-overs.ts'
import { mustBeStorable } from '#memory/threads/inbox.ts'
import { handOverClosed, handOverTaken, notTaken, outcomeMissing, outcomeUnknown } from '#turn/hand-over/refusals.ts'
import { handOverAccess, rightsOver } from '#turn/hand-over/rights.ts'
import type { Services } from '#turn/services.ts'
import { changed, lostTo, seen, viewOfHandOver } from './rows.ts'

type Acts = Pick<Operations, 'takeHandOver' | 'releaseHandOver' | 'rankHandOver' | 'closeHandOver'>

/** What becomes of a hand-over: taken by one person, put back, ranked, and closed with what came of it. */
export function handOverActs(services: Services): Acts {
  return {
    takeHandOver: (principal, { handOverId: id }) =>
      changed(services, principal, id, async (tx, row) => {
        enforce(principal, 'hand-over.take', handOverAccess(row))
        if (row.takenBy?.id === principal.id) return null
        if (!(await takeHandOver(tx, id, principal.id))) throw lostTo(await seen(tx, principal, id))
        return takenEvent(row, principal)
      }),
    releaseHandOver: (principal, { handOverId: id }) =>
      changed(services, principal, id, async (tx, row) => {
        if (row.closedAt !== null) throw handOverClosed()
        if (row.takenBy === null) throw notTaken()
        if (!rightsOver(row, principal).mayRelease) throw handOverTaken(row.takenBy.name)
        if (!(await releaseHandOver(tx, id, row.takenBy.id))) throw lostTo(await seen(tx, principal, id))
        return plain('hand-over-released', row, principal)
      }),
    rankHandOver: (principal, { handOverId: id, priority }) =>
      changed(services, principal, id, async (tx, row) => {
        enforce(principal, 'hand-over.rank', handOverAccess(row))
        if (!(await setPriority(tx, id, priority))) throw handOverClosed()
        return null
      }),
    closeHandOver: (principal, { handOverId: id, outcome = null, note = null }) =>
      changed(services, principal, id, async (tx, row) => {
        if (row.closedAt !== null) return null
        mustBeAbleToClose(row, principal)
        const { outcomes, mayClose } = viewOfHandOver(services, row, principal)
        if (outcome === null && row.takenBy?.id === principal.id && outcomes.length > 0) throw outcomeMissing(outcomes)
        if (outcome !== null && !outcomes.includes(outcome)) throw outcomeUnknown(outcomes)
        if (note !== null) mustBeStorable(note)
        // What came of it is the desk's to say.
        const ended = mayClose ? { outcome, outcomeNote: note } : NOTHING_SAID
        const supposed = { by: principal.id, takenBy: row.takenBy?.id ?? null }
        if (!(await closeHandOver(tx, id, { ...supposed, ...ended }))) throw lostTo(await seen(tx, principal, id))
        return plain('hand-over-closed', row, principal)
      }),
  }
}

const NOTHING_SAID = { outcome: null, outcomeNote: null }

/** That somebody came, by name. */
export function takenEvent({ id: handOverId }: HandOver, { id: principalId, name }: Principal) {
  return { event: { type: 'hand-over-taken', handOverId, principalId, name }, personal: ['/name'] } as const
}

function mustBeAbleToClose(row: HandOver, principal: Principal): void {
  const access = handOverAccess(row)
  if (rightsOver(row, principal).mayClose || isAllowed(principal, 'hand-over.give-up', access)) return
  if (row.takenBy !== null && row.takenBy.id !== principal.id) throw handOverTaken(row.takenBy.name)
  enforce(principal, 'hand-over.take', access)
  throw notTaken()
}

function plain(
  type: 'hand-over-released' | 'hand-over-closed',
  { id: handOverId }: HandOver,
  { id: principalId }: Principal,
): NewEvent {
  return { event: { type, handOverId, principalId }, personal: [] }
}
