import * as threadEndpoints from '#contract/thread-endpoints.ts'
import { eventStream } from '../event-stream.ts'
import { protectedRoute } from '../route.ts'

export const readEvents = protectedRoute({
  ...threadEndpoints.readEvents,
  handle: async ({ principal, params, query, headers, services }) => {
    const { operations } = services
    const after = headers['last-event-id'] ?? query.after
    if (wantsJson(headers.accept)) {
      const events = await operations.listEvents(principal, params.threadId, after, query.limit)
      return { events, next: events.at(-1)?.seq ?? after }
    }
    await operations.listEvents(principal, params.threadId, after, 1) // says "no such thread" while there is a status to say it with
    return eventStream((signal) => operations.followEvents(principal, params.threadId, after, signal), services)
  },
})

function wantsJson(accept: string): boolean {
  return /\bapplication\/json\b/i.test(accept) && !/\btext\/event-stream\b/i.test(accept)
}
