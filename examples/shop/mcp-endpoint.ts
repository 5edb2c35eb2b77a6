import { randomUUID } from 'node:crypto'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { ShopStore } from './shop-store.ts'
import { createShopServer } from './shop-tools.ts'

/** Sessions kept at once; the one that was silent longest gives way, and its client begins a new one. */
const SESSIONS = 200

/** MCP over Streamable HTTP, a server per session. */
export class McpEndpoint implements AsyncDisposable {
  readonly #store: ShopStore
  /** In the order of their last use. */
  readonly #sessions = new Map<string, WebStandardStreamableHTTPServerTransport>()

  constructor(store: ShopStore) {
    this.#store = store
  }

  async handle(request: Request): Promise<Response> {
    const id = request.headers.get('mcp-session-id')
    const transport = id === null ? await this.#begin() : this.#touch(id)
    if (transport === null) {
      return Response.json(
        { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null },
        { status: 404 },
      )
    }
    return await transport.handleRequest(request)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#sessions.values()].map(async (transport) => await transport.close()))
  }

  #touch(id: string): WebStandardStreamableHTTPServerTransport | null {
    const transport = this.#sessions.get(id)
    if (transport === undefined) return null
    this.#sessions.delete(id)
    this.#sessions.set(id, transport)
    return transport
  }

  async #begin(): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: true, // no tool here reports progress, and one JSON body is the cheapest answer
      onsessioninitialized: async (id) => {
        this.#sessions.set(id, transport)
        const [oldest] = this.#sessions
        if (this.#sessions.size > SESSIONS && oldest !== undefined) await oldest[1].close()
      },
    })
    transport.onclose = () => {
      if (transport.sessionId !== undefined) this.#sessions.delete(transport.sessionId)
    }
    await createShopServer(this.#store).connect(transport)
    return transport
  }
}
