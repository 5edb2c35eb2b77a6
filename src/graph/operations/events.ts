import { readEvents } from '#memory/events.ts'
import type { Operations } from '../contract.ts'
import type { EventFeed } from '../event-feed.ts'
import type { Services } from '../services.ts'
import { ownThread } from './threads.ts'

/** What happened in a thread, once or as it comes. */
export function eventOperations(services: Services, feed: EventFeed): Pick<Operations, 'listEvents' | 'followEvents'> {
  return {
    listEvents: (principal, threadId, after, limit) =>
      services.database.tenant(principal.tenantId, async (tx) => {
        await ownThread(tx, threadId, principal)
        return readEvents(tx, threadId, { after, limit })
      }),
    async *followEvents(principal, threadId, after, signal) {
      await services.database.tenant(principal.tenantId, (tx) => ownThread(tx, threadId, principal))
      yield* feed.follow(principal.tenantId, threadId, after, signal)
    },
  }
}
