import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import { answerMcp } from '../../mcp/server.ts'
import { toProblem } from '../problem.ts'
import { protectedRoute } from '../route.ts'
import { spendMessage } from '../spend-message.ts'
import { publicAddress } from '../public-address.ts'

export const mcp = protectedRoute({
  method: 'POST',
  path: '/mcp',
  actions: ['document.search', 'plan.answer'],
  summary: 'Work with Parley from an MCP client',
  description:
    'Model Context Protocol over Streamable HTTP, without a session. Its tools search, ask, propose and decide under the same rights and rules as everywhere; nothing regulated goes out.',
  headers: z.object({
    accept: z.string().default('').describe('`application/json, text/event-stream`, as the protocol has it.'),
    'mcp-protocol-version': z.string().optional(),
    'mcp-session-id': z.string().max(200).optional().describe('What the answer to `initialize` had, if anything.'),
  }),
  // One message: since 2025-06-18 the protocol has no batches, each of which could be thousands of searches.
  body: JsonObject,
  contentTypes: ['application/json', 'text/event-stream'],
  success: 'The answer to the message.',
  handle: async ({ principal, headers, body, services, signal }) => {
    const { accept, 'mcp-protocol-version': version, 'mcp-session-id': session } = headers
    const sent = {
      accept,
      'content-type': 'application/json',
      ...(version && { 'mcp-protocol-version': version }),
      ...(session && { 'mcp-session-id': session }),
    }
    const { operations, context, config, limits } = services
    return await answerMcp(
      { principal, headers: sent, body, signal: AbortSignal.any([signal, services.closing]) },
      {
        operations,
        address: publicAddress(config, services.url),
        waitMs: limits.answerMs,
        newId: context.newId,
        spend: () => spendMessage(principal, services),
        explain: (error) => {
          const requestId = context.newId()
          const problem = toProblem(error, requestId)
          if (problem.status >= 500) context.log.error({ event: 'mcp-failed', requestId, err: error })
          return problem
        },
      },
    )
  },
})
