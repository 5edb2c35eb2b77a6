import { isAllowed } from '#auth/authorize.ts'
import type { Operations } from '#contract/operations.ts'
import { listHandOvers } from '#memory/threads/hand-overs.ts'
import { listMessages } from '#memory/threads/messages.ts'
import type { Services } from '#turn/services.ts'
import { handOverActs } from './hand-over/acts.ts'
import { answerInThread } from './hand-over/answer.ts'
import { handingOn } from './hand-over/handing-on.ts'
import { deskPlans } from './hand-over/plans.ts'
import { seen, viewOfHandOver } from './hand-over/rows.ts'
import { messagePage } from './message-views.ts'

type Reads = 'listHandOvers' | 'readHandOver' | 'listHandOverMessages'
type Acts = 'takeHandOver' | 'releaseHandOver' | 'rankHandOver' | 'closeHandOver'
type Plans = 'listDeskProcedures' | 'proposeFromDesk' | 'listFromDesk'
type HandingOn = 'listColleagues' | 'handOnHandOver'

/** The desk: what was passed on to people, taken by one, answered in the thread, handed on, and given back. */
export function handOverOperations(
  services: Services,
  threads: Pick<Operations, 'acceptMessage'>,
): Pick<Operations, Reads | Acts | HandingOn | Plans | 'answerHandOver'> {
  return {
    ...reads(services),
    ...handOverActs(services),
    ...handingOn(services),
    ...answerInThread(services),
    ...deskPlans(services, threads),
  }
}

function reads(services: Services): Pick<Operations, Reads> {
  const { database } = services
  return {
    listHandOvers: async (principal, { status = null, limit }) => {
      const wanted = { status, limit, reader: principal }
      const rows = await database.batch(principal.tenantId, (tx) => listHandOvers(tx, wanted))
      return { handOvers: rows.map((row) => viewOfHandOver(services, row, principal)) }
    },
    readHandOver: async (principal, { handOverId: id }) => {
      const row = await database.batch(principal.tenantId, (tx) => seen(tx, principal, id))
      return viewOfHandOver(services, row, principal)
    },
    listHandOverMessages: async (principal, { handOverId: id, after = null, limit }) => {
      const page = { after, limit }
      const messages = await database.tenant(principal.tenantId, async (tx) => {
        const { threadId, closedAt } = await seen(tx, principal, id)
        const rows = await listMessages(tx, threadId, page)
        const seesAll = isAllowed(principal, 'hand-over.read-after-close', 'tenant')
        return seesAll || closedAt === null ? rows : rows.filter(({ createdAt }) => createdAt <= closedAt)
      })
      return messagePage(services, principal, messages, page.limit)
    },
  }
}
