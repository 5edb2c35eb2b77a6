import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { type ListChange, listChanges } from '../../mcp/list-changes.ts'
import { SIGN_OF_LIFE, streamOf, withSignsOfLife } from '../event-stream.ts'
import { protectedRoute } from '../route.ts'

export const mcpChanges = protectedRoute({
  method: 'GET',
  path: '/mcp',
  actions: ['document.search', 'plan.answer'],
  summary: 'Be told when the lists of an MCP client change',
  description:
    'The stream on which the Model Context Protocol has a server speak first. Ours says that a list of tools or prompts isn’t what it was, and nothing else.',
  headers: z.object({
    accept: z.string().default('').describe('`text/event-stream`.'),
    'mcp-protocol-version': z.string().optional(),
    'mcp-session-id': z.string().max(200).optional(),
    'last-event-id': z.string().max(200).optional().describe('The last `id` that was read, from any server of ours.'),
  }),
  contentTypes: ['text/event-stream'],
  problems: [{ status: 406, code: 'not-acceptable', when: 'no stream of events is accepted' }],
  success: 'The notifications, as they come.',
  handle: async ({ principal, headers, services }) => {
    if (!/\btext\/event-stream\b/i.test(headers.accept))
      throw new AppError('This is a stream of events. Accept text/event-stream.', {
        code: 'not-acceptable',
        status: 406,
      })
    const known = headers['last-event-id'] ?? null
    return streamOf((signal) => frames(listChanges({ principal, services }, known, signal)), services)

    async function* frames(changes: AsyncIterable<ListChange>): AsyncGenerator<string, void, void> {
      services.metrics.streamOpened('sse')
      try {
        yield `retry: ${COME_BACK_MS}\n\n`
        for await (const change of withSignsOfLife(changes, services.limits.heartbeatMs))
          yield change === 'silence' ? SIGN_OF_LIFE : frame(change)
      } finally {
        services.metrics.streamClosed('sse')
      }
    }
  },
})

/** The protocol's own clients come back twice and then no more: long enough for a server to be started anew. */
const COME_BACK_MS = 10_000

// One that is empty only says where the client is, for when it comes back.
function frame({ state, methods }: ListChange): string {
  const messages = methods.map((method) => JSON.stringify({ jsonrpc: '2.0', method }))
  return (messages.length === 0 ? [''] : messages).map((message) => `id: ${state}\ndata: ${message}\n\n`).join('')
}
