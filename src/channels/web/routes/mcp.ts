import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import { answerMcp } from '../../mcp/server.ts'
import { toProblem } from '../problem.ts'
import { protectedRoute } from '../route.ts'

export const mcp = protectedRoute({
  method: 'POST',
  path: '/mcp',
  actions: ['document.search'],
  summary: 'Work with Parley from an MCP client',
  description:
    'Model Context Protocol over Streamable HTTP, without a session. The tool `search_documents` finds what you may read, but for regulated documents.',
  headers: z.object({
    accept: z.string().default('').describe('`application/json, text/event-stream`, as the protocol has it.'),
    'mcp-protocol-version': z.string().optional(),
  }),
  // One message: since 2025-06-18 the protocol has no batches, each of which could be thousands of searches.
  body: JsonObject,
  contentTypes: ['application/json'],
  success: 'The answer to the message.',
  handle: async ({ principal, headers, body, services, signal }) => {
    const { accept, 'mcp-protocol-version': version } = headers
    const sent = { accept, 'content-type': 'application/json', ...(version && { 'mcp-protocol-version': version }) }
    const { operations, context } = services
    return await answerMcp(
      { principal, headers: sent, body, signal },
      {
        operations,
        explain: (error) => {
          const requestId = context.newId()
          const { status, detail } = toProblem(error, requestId)
          if (status >= 500) context.log.error({ event: 'mcp-failed', requestId, err: error })
          return detail
        },
      },
    )
  },
})
