import * as threadEndpoints from '#contract/thread.ts'
import { eventStream } from '../event-stream.ts'
import { protectedRoute } from '../route.ts'

export const readEvents = protectedRoute({
  ...threadEndpoints.readEvents,
  handle: async ({ principal, params, query, headers, services }) => {
    const { operations } = services
    const last = headers['last-event-id'] ?? ''
    // Some clients write "null" where they have read nothing yet.
    const after = last === '' || last === 'null' ? query.after : Number(last)
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
