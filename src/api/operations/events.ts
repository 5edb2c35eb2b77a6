import { enforce, isAllowed } from '#auth/authorize.ts'
import { readEvents } from '#memory/events/events.ts'
import type { Operations } from '#contract/operations.ts'
import type { EventFeed } from '#turn/feed/event-feed.ts'
import type { Services } from '#turn/services.ts'
import { redactForReader } from '#cards/plan-view/redact-for-reader.ts'
import { readOpenHandOver } from '#memory/threads/hand-overs.ts'
import type { Tx } from '#memory/database/database.ts'
import { readThread, type Thread } from '#memory/threads/threads.ts'
import { notFound } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import { handOverAccess } from '#turn/hand-over/rights.ts'

/** What happened in a thread, once or as it comes. */
export function eventOperations(services: Services, feed: EventFeed): Pick<Operations, 'listEvents' | 'followEvents'> {
  return {
    listEvents: async (principal, threadId, after, limit) => {
      const { database } = services
      const [, events] = await database.batch(principal.tenantId, (tx) =>
        Promise.all([followable(tx, threadId, principal), readEvents(tx, threadId, { after, limit })]),
      )
      return redactForReader(database, principal, events)
    },
    async *followEvents(principal, threadId, after, signal) {
      const { tenantId } = principal
      let [isVisiting, seesDrafts] = [true, false]
      const beforeFirst = async (tx: Tx) => {
        const thread = await followable(tx, threadId, principal)
        isVisiting = !isAllowed(principal, 'thread.read', thread)
        seesDrafts = isAllowed(principal, 'thread.follow-drafts', thread)
      }
      for await (const event of feed.follow({ tenantId, threadId, beforeFirst }, after, signal)) {
        if (event.type === 'text-delta' && !seesDrafts) continue
        yield* await redactForReader(services.database, principal, [event])
        // From here on it is between its requester and the agent again.
        if (isVisiting && event.type === 'hand-over-closed') return
      }
    },
  }
}

/** A thread, for those who may follow it: its requester, overseers, and the people that it is handed over to. */
async function followable(tx: Tx, threadId: string, principal: Principal): Promise<Thread> {
  const [thread, handedOver] = await Promise.all([readThread(tx, threadId), readOpenHandOver(tx, threadId)])
  if (!thread) throw notFound('thread')
  const { requester } = thread
  enforce(principal, 'thread.follow', { requester, handOver: handedOver && handOverAccess(handedOver) })
  return thread
}
