import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'
import { VERSION } from '#core/version.ts'
import { registerConversation } from './conversation-tools.ts'
import { registerDecide } from './decide-tool.ts'
import type { McpCall, McpServices } from './mcp-services.ts'
import { registerPassages } from './passages.ts'
import { registerProcedures } from './procedures.ts'
import { FoundDocuments, foundDocuments, SEARCH_DOCUMENTS, SearchDocuments } from './search-documents.ts'
import { answered, answering } from './tool-answer.ts'

/** A message of the protocol, as it came over HTTP, and whoever sent it. */
export interface McpRequest extends Pick<McpCall, 'principal' | 'signal'> {
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject
}

/**
 * Answers one message of an MCP client over Streamable HTTP (MCP 2025-11-25, Transports): with JSON, or with a stream where
 * it wants to be told how far it is. Nothing is kept between messages: each shows its credential, so rights that change
 * count for the next one.
 */
export async function answerMcp(request: McpRequest, services: McpServices): Promise<Response> {
  const { principal, signal, headers, body } = request
  const opensLinks = headers['mcp-session-id']?.startsWith(OPENS_LINKS) === true
  const server = serverFor({ principal, signal, services, opensLinks })
  const isStreamed = wantsProgress(body)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !isStreamed })
  await server.connect(transport)
  // The transport looks at the method and the headers; the body is read already.
  const message = new Request('http://parley.invalid/mcp', { method: 'POST', headers })
  if (!isStreamed) {
    try {
      return withHint(await transport.handleRequest(message, { parsedBody: body }), request, services)
    } finally {
      await server.close()
    }
  }
  const close = () => void server.close()
  signal.addEventListener('abort', close, { once: true })
  const response = await transport.handleRequest(message, { parsedBody: body })
  if (response.body === null) return response
  return new Response(response.body.pipeThrough(new TransformStream({ flush: close })), response)
}

function serverFor(call: McpCall): McpServer {
  const { principal, services, signal } = call
  const server = new McpServer({ name: 'parley', version: VERSION })
  const tool = { ...SEARCH_DOCUMENTS, inputSchema: SearchDocuments, outputSchema: FoundDocuments }
  server.registerTool('search_documents', tool, ({ query, agent, limit }) =>
    answering(services, async () => {
      const wanted = { q: query, k: limit, agent }
      const { results } = await services.operations.search(principal, wanted, signal)
      return answered(foundDocuments(results))
    }),
  )
  registerPassages(server, call)
  if (principal.scopes.includes('chat')) {
    registerConversation(server, call)
    registerProcedures(server, call)
  }
  // A key acts for somebody, often a language model: only whoever signed in themselves decides here.
  if (principal.authenticatedBy === 'session' && principal.scopes.includes('decide')) registerDecide(server, call)
  // The library says of every list that it tells of changes. Passages are listed nowhere; of the others `listChanges` tells.
  server.server.registerCapabilities({ resources: { listChanged: false } })
  return server
}

const Calls = z.looseObject({ params: z.looseObject({ _meta: z.looseObject({ progressToken: z.unknown() }) }) })

function wantsProgress(body: JsonObject): boolean {
  return body['method'] === 'tools/call' && Calls.safeParse(body).data?.params._meta.progressToken !== undefined
}

// What a client says of itself when it begins it says once. It gets it back as its session id, and says it each time: a
// hint about its window, which opens nothing and is kept nowhere.
const OPENS_LINKS = 'opens-links.'

const Begins = z.looseObject({
  method: z.literal('initialize'),
  params: z.looseObject({
    capabilities: z.looseObject({ elicitation: z.looseObject({ url: z.looseObject({}) }) }),
  }),
})

function withHint(response: Response, { body }: McpRequest, { newId }: McpServices): Response {
  if (!response.ok || !Begins.safeParse(body).success) return response
  const headers = new Headers(response.headers)
  headers.set('mcp-session-id', `${OPENS_LINKS}${newId()}`)
  return new Response(response.body, { status: response.status, headers })
}
