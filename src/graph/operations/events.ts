import { readEvents } from '#memory/events.ts'
import type { Operations } from '../contract.ts'
import type { EventFeed } from '../event-feed.ts'
import type { Services } from '../services.ts'
import { cutToReader } from '../view/cut-to-reader.ts'
import { ownThread } from './threads.ts'

/** What happened in a thread, once or as it comes. */
export function eventOperations(services: Services, feed: EventFeed): Pick<Operations, 'listEvents' | 'followEvents'> {
  return {
    listEvents: async (principal, threadId, after, limit) => {
      const { database } = services
      const [, events] = await database.atOnce(principal.tenantId, (tx) =>
        Promise.all([ownThread(tx, threadId, principal), readEvents(tx, threadId, { after, limit })]),
      )
      return cutToReader(database, principal, events)
    },
    async *followEvents(principal, threadId, after, signal) {
      const { requester } = await services.database.atOnce(principal.tenantId, (tx) =>
        ownThread(tx, threadId, principal),
      )
      for await (const event of feed.follow(principal.tenantId, threadId, after, signal)) {
        // What is being written is verified under the requester's rights; others get the message, cut to theirs.
        if (event.type === 'text-delta' && requester !== principal.id) continue
        yield* await cutToReader(services.database, principal, [event])
      }
    },
  }
}
