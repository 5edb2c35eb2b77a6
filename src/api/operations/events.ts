import { readEvents } from '#memory/events.ts'
import type { Operations } from '#contract/operations.ts'
import type { EventFeed } from '#turn/event-feed.ts'
import type { Services } from '#turn/services.ts'
import { cutToReader } from '#plan/views/cut-to-reader.ts'
import { readOpenHandOver } from '#memory/hand-overs.ts'
import type { Tx } from '#memory/database.ts'
import { readThread, type Thread } from '#memory/threads.ts'
import { notFound } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import { oversees } from '#core/oversees.ts'
import { maySee } from '#hand-over/rights.ts'
import { isReadable } from './threads.ts'

/** What happened in a thread, once or as it comes. */
export function eventOperations(services: Services, feed: EventFeed): Pick<Operations, 'listEvents' | 'followEvents'> {
  return {
    listEvents: async (principal, threadId, after, limit) => {
      const { database } = services
      const [, events] = await database.batch(principal.tenantId, (tx) =>
        Promise.all([followable(tx, threadId, principal), readEvents(tx, threadId, { after, limit })]),
      )
      return cutToReader(database, principal, events)
    },
    async *followEvents(principal, threadId, after, signal) {
      const { requester } = await services.database.batch(principal.tenantId, (tx) =>
        followable(tx, threadId, principal),
      )
      const isVisiting = requester !== principal.id && !oversees(principal)
      for await (const event of feed.follow(principal.tenantId, threadId, after, signal)) {
        // What is being written is verified under the requester's rights; others get the message, cut to theirs.
        if (event.type === 'text-delta' && requester !== principal.id) continue
        yield* await cutToReader(services.database, principal, [event])
        // From here on it is between its requester and the agent again.
        if (isVisiting && event.type === 'hand-over-closed') return
      }
    },
  }
}

/** The thread of somebody who may follow it: its own, whoever oversees all, and, while it is with people, who those are. */
async function followable(tx: Tx, threadId: string, principal: Principal): Promise<Thread> {
  const [thread, handedOver] = await Promise.all([readThread(tx, threadId), readOpenHandOver(tx, threadId)])
  const isVisited = handedOver !== null && maySee(handedOver, principal)
  if (!thread || !(isReadable(thread, principal) || isVisited)) throw notFound('thread')
  return thread
}
