import { enforce } from '#auth/authorize.ts'
import { AUDITOR, isCustomer, REQUESTER } from '#auth/roles.ts'
import type { Operations } from '#contract/operations.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '#memory/database/database.ts'
import { listRoleHolders, type RoleHolder } from '#memory/people/people.ts'
import { handOn, type HandOver } from '#memory/threads/hand-overs.ts'
import { mustBeStorable } from '#memory/threads/inbox.ts'
import { handOverClosed, handOverTaken, nobodyThere, notTaken } from '#turn/hand-over/refusals.ts'
import { handOverAccess, rightsOver } from '#turn/hand-over/rights.ts'
import type { Services } from '#turn/services.ts'
import { changed, lostTo, seen } from './rows.ts'

/** Handing a conversation on to colleagues. It waits again then, and the agent goes on until one of them takes it. */
export function handingOn(services: Services): Pick<Operations, 'listColleagues' | 'handOnHandOver'> {
  return {
    listColleagues: async (principal, { handOverId: id }) => {
      const holders = await services.database.tenant(principal.tenantId, async (tx) => {
        const row = await seen(tx, principal, id)
        mustBeAbleToHandOn(row, principal)
        return listRoleHolders(tx, row.requester.id)
      })
      const others = holders.filter(({ id: holder }) => holder !== principal.id)
      return { roles: rolesOf(others) }
    },
    handOnHandOver: (principal, { handOverId: id, role, person = null, note = null }) =>
      changed(services, principal, id, async (tx, row) => {
        mustBeAbleToHandOn(row, principal)
        if (note !== null) mustBeStorable(note)
        await mustBeThere(tx, { row, role, person, by: principal })
        const to = { by: principal.id, role, person, note }
        if (!(await handOn(tx, id, row.takenBy?.id ?? null, to))) throw lostTo(await seen(tx, principal, id))
        const { runId } = row
        return { event: { type: 'handed-over', runId, role, handOverId: id, isHeld: true }, personal: [] }
      }),
  }
}

function mustBeAbleToHandOn(row: HandOver, principal: Principal): void {
  if (rightsOver(row, principal).mayHandOn) return
  if (row.closedAt !== null) throw handOverClosed()
  if (row.takenBy !== null && row.takenBy.id !== principal.id) throw handOverTaken(row.takenBy.name)
  enforce(principal, 'hand-over.take', handOverAccess(row))
  throw notTaken()
}

interface Wanted {
  readonly row: HandOver
  readonly role: string
  readonly person: string | null
  readonly by: Principal
}

// A conversation for a role that nobody holds would be seen by nobody.
async function mustBeThere(tx: Tx, { row, role, person, by }: Wanted): Promise<void> {
  const holders = await listRoleHolders(tx, row.requester.id)
  const others = holders.filter(({ id }) => id !== by.id)
  const people = rolesOf(others).find((one) => one.role === role)?.people ?? []
  if (person === null ? people.length === 0 : !people.some(({ id }) => id === person)) throw nobodyThere(role)
}

interface Colleagues {
  readonly role: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

// Auditors look and change nothing.
function rolesOf(holders: readonly RoleHolder[]): readonly Colleagues[] {
  const desks = holders.flatMap(({ roles }) => roles.filter((role) => isDesk(role)))
  return [...new Set(desks)].toSorted().map((role) => ({
    role,
    people: holders.filter(({ roles }) => roles.includes(role)).map(({ id, name }) => ({ id, name })),
  }))
}

function isDesk(role: string): boolean {
  return role !== AUDITOR && role !== REQUESTER && !isCustomer({ roles: [role] })
}
