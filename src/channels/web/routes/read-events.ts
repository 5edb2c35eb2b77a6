import { z } from 'zod'
import { eventStream } from '../event-stream.ts'
import { protectedRoute } from '../route.ts'
import { Id, limitUpTo } from '#contract/fields.ts'
import { ThreadEvent } from '#contract/event.ts'

const Sequence = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const readEvents = protectedRoute({
  method: 'GET',
  path: '/v1/threads/{threadId}/events',
  scopes: ['chat', 'read'],
  summary: 'Follow the events of a thread',
  description:
    'Server-sent events whose `id` is the sequence number; reconnect with Last-Event-ID (or `after`) and nothing is lost or doubled. Between them `plan-progress` says how far the turn at work is, once it takes longer than a moment: without an `id`, whole each time, and never stored; and `text-delta` brings the sentences of an answer while it is being written. With `Accept: application/json` one page of the events so far.',
  params: z.object({ threadId: Id }),
  query: z.object({ after: Sequence.default(0), limit: limitUpTo(1_000, 200).describe('For JSON.') }),
  headers: z.object({
    'last-event-id': Sequence.optional().describe('What a browser sends when it reconnects. Wins over `after`.'),
    accept: z.string().default('text/event-stream'),
  }),
  success: 'The events after the given one, in order.',
  contentTypes: ['text/event-stream', 'application/json'],
  result: z.object({
    events: z.array(ThreadEvent).readonly(),
    next: z.int().describe('The `after` of the next page.'),
  }),
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
