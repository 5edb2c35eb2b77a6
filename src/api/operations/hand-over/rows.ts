import { enforce } from '#auth/authorize.ts'
import { notFound, type AppError } from '#core/errors.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'
import { readHandOver, type HandOver } from '#memory/threads/hand-overs.ts'
import { textOfParts } from '#memory/threads/part.ts'
import { handOverClosed, handOverTaken, notTaken } from '#turn/hand-over/refusals.ts'
import { handOverAccess, rightsOver } from '#turn/hand-over/rights.ts'
import type { Services } from '#turn/services.ts'

/** One that this reader may see. Throws `not-found`. */
export async function seen(tx: Tx, principal: Principal, id: string): Promise<HandOver> {
  const row = await readHandOver(tx, id)
  if (!row) throw notFound('hand-over')
  enforce(principal, 'hand-over.read', handOverAccess(row))
  return row
}

/** Changes one in a transaction with its event, where there is one; gives it as it is then. */
export async function changed(
  services: Services,
  principal: Principal,
  id: string,
  change: (tx: Tx, row: HandOver) => Promise<NewEvent | null>,
): Promise<HandOverView> {
  return services.database.tenant(principal.tenantId, async (tx) => {
    const before = await readHandOver(tx, id)
    if (!before) throw notFound('hand-over')
    enforce(principal, 'hand-over.find', handOverAccess(before))
    const event = await change(tx, before)
    if (event) await appendEvents(tx, before.threadId, [event], services.context.randomBytes)
    // Who handed it on is told what became of it, though it may be for others now.
    return viewOfHandOver(services, (await readHandOver(tx, id)) ?? before, principal)
  })
}

/** Why a change of it came to nothing: somebody was first. */
export function lostTo({ takenBy, closedAt }: HandOver): AppError {
  if (closedAt !== null) return handOverClosed()
  return takenBy === null ? notTaken() : handOverTaken(takenBy.name)
}

/** How it stands, and what its reader may do with it. */
export function viewOfHandOver({ agents }: Services, row: HandOver, reader: Principal): HandOverView {
  const { handedOnBy, handedOnAt, handedOnNote, parts, takenAt, closedAt, createdAt } = row
  const { id, threadId, agent, requester, role, because, language, priority, meantFor } = row
  const { takenBy, closedBy, outcome, outcomeNote } = row
  const { takenWithinMs = null, outcomes = [] } = agents.get(agent)?.agent.handOver ?? {}
  return {
    id,
    status: closedAt !== null ? 'closed' : takenBy !== null ? 'taken' : 'open',
    ...{ threadId, agent, requester, role, because, language, priority, meantFor },
    ...{ takenBy, closedBy, outcome, outcomeNote, outcomes },
    asked: textOfParts(parts),
    askedAt: createdAt.toISOString(),
    dueAt: takenWithinMs === null ? null : new Date(createdAt.getTime() + takenWithinMs).toISOString(),
    handedOn: handedOnBy && handedOnAt ? { by: handedOnBy, at: handedOnAt.toISOString(), note: handedOnNote } : null,
    takenAt: takenAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    ...rightsOver(row, reader),
  }
}
