import { readEvents } from '#memory/events.ts'
import type { Operations } from '../contract.ts'
import type { EventFeed } from '../event-feed.ts'
import type { Services } from '../services.ts'
import { ownThread } from './threads.ts'

/** What happened in a thread, once or as it comes. */
export function eventOperations(services: Services, feed: EventFeed): Pick<Operations, 'listEvents' | 'followEvents'> {
  return {
    listEvents: (principal, threadId, after, limit) =>
      services.database.atOnce(principal.tenantId, async (tx) => {
        const page = readEvents(tx, threadId, { after, limit })
        const [, events] = await Promise.all([ownThread(tx, threadId, principal), page])
        return events
      }),
    async *followEvents(principal, threadId, after, signal) {
      await services.database.atOnce(principal.tenantId, (tx) => ownThread(tx, threadId, principal))
      yield* feed.follow(principal.tenantId, threadId, after, signal)
    },
  }
}
