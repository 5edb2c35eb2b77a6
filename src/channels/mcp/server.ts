import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { Operations } from '#contract/operations.ts'
import type { JsonObject } from '#core/json.ts'
import type { Principal } from '#core/principal.ts'
import { FoundDocuments, foundDocuments, SEARCH_DOCUMENTS, SearchDocuments } from './search-documents.ts'

/** A message of the protocol, as it came over HTTP, and whoever sent it. */
export interface McpRequest {
  readonly principal: Principal
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject
  readonly signal: AbortSignal
}

export interface McpServices {
  readonly operations: Pick<Operations, 'search'>
  /** Keeps what failed on our side, and gives what its caller is told instead. */
  readonly explain: (error: unknown) => string
}

/**
 * Answers one message of an MCP client over Streamable HTTP (MCP 2025-11-25, Transports) with JSON. There is no session:
 * each message shows its credential, so rights that change count for the next one.
 */
export async function answerMcp(request: McpRequest, services: McpServices): Promise<Response> {
  const server = serverFor(request, services)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    // The transport looks at the method and the headers; the body is read already.
    const message = new Request('http://parley.invalid/mcp', { method: 'POST', headers: request.headers })
    return await transport.handleRequest(message, { parsedBody: request.body })
  } finally {
    await server.close()
  }
}

function serverFor({ principal, signal }: McpRequest, { operations, explain }: McpServices): McpServer {
  const server = new McpServer({ name: 'parley', version: '1' })
  const tool = { ...SEARCH_DOCUMENTS, inputSchema: SearchDocuments, outputSchema: FoundDocuments }
  server.registerTool('search_documents', tool, async ({ query, agent = null, limit }) => {
    try {
      const wanted = { question: query, k: limit, agent }
      const found = foundDocuments(await operations.search(principal, wanted, signal))
      return { structuredContent: found, content: [{ type: 'text', text: JSON.stringify(found) }] }
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: explain(error) }] }
    }
  })
  return server
}
