import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import {
  ListResourcesRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

export interface OfferedResource {
  readonly uri: string
  readonly mimeType?: string
  readonly title?: string
  readonly size?: number
  /** Text, or bytes that go as a blob. Null: it can't be read. */
  readonly content: string | Uint8Array | null
}

/** An MCP server, of the protocol's own library, that offers resources and no tool. Two are listed on a page. */
export interface TestResourceServer {
  readonly url: string
  /** URIs that were read, in order. */
  readonly read: readonly string[]
  /** Pages of the list that were asked for. */
  readonly pages: number
  /** URIs whose changes somebody asked to be told, in order, refused ones too. */
  readonly subscriptions: readonly string[]
  /** Sessions that began. */
  readonly sessionCount: number
  offer(resources: readonly OfferedResource[], tell: 'list' | 'updated' | 'nobody'): void
  /** Answers nobody any more, until `comeBack`. */
  goDown(): void
  comeBack(): void
}

const PER_PAGE = 2

export async function startResourceServer(
  scope: Scope,
  first: readonly OfferedResource[],
  { onSubscribe }: { readonly onSubscribe?: (uri: string) => Promise<void> } = {},
): Promise<TestResourceServer> {
  let offered = first
  let isDown = false
  let pages = 0
  let sessionCount = 0
  const subscriptions: string[] = []
  const read: string[] = []
  const sessions = new Map<string, { readonly server: Server; readonly transport: StreamableHTTPServerTransport }>()

  const begin = async (): Promise<StreamableHTTPServerTransport> => {
    sessionCount += 1
    const server = new Server(
      { name: 'resources', version: '1' },
      { capabilities: { resources: { listChanged: true, subscribe: true } } },
    )
    server.setRequestHandler(ListResourcesRequestSchema, ({ params }) => {
      pages += 1
      const from = Number(params?.cursor ?? 0)
      const resources = offered.map(({ content: _content, ...rest }) => ({ ...rest, name: rest.uri }))
      const next = from + PER_PAGE < resources.length ? { nextCursor: String(from + PER_PAGE) } : {}
      return { resources: resources.slice(from, from + PER_PAGE), ...next }
    })
    server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) => {
      read.push(uri)
      const { content = null, mimeType } = offered.find((one) => one.uri === uri) ?? {}
      if (content === null) throw new Error('no such resource')
      const about = { uri, ...(mimeType !== undefined && { mimeType }) }
      return typeof content === 'string'
        ? { contents: [{ ...about, text: content }] }
        : { contents: [{ ...about, blob: Buffer.from(content).toString('base64') }] }
    })
    server.setRequestHandler(SubscribeRequestSchema, async ({ params: { uri } }) => {
      subscriptions.push(uri)
      await onSubscribe?.(uri)
      return {}
    })
    server.setRequestHandler(UnsubscribeRequestSchema, () => ({}))
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { server, transport }),
    })
    await server.connect(transport)
    return transport
  }
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (isDown) return void outgoing.destroy()
    const id = incoming.headers['mcp-session-id']
    const known = typeof id === 'string' ? sessions.get(id)?.transport : undefined
    if (id !== undefined && known === undefined) return void outgoing.writeHead(404).end()
    await (known ?? (await begin())).handleRequest(incoming, outgoing)
  }
  const http = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  const origin = await listening(scope, http)
  return {
    url: `${origin}/mcp`,
    read,
    get pages() {
      return pages
    },
    subscriptions,
    get sessionCount() {
      return sessionCount
    },
    offer: (resources, tell) => {
      offered = resources
      for (const { server } of sessions.values()) {
        if (tell === 'list') void server.sendResourceListChanged()
        if (tell === 'updated') void server.sendResourceUpdated({ uri: resources[0]?.uri ?? '' })
      }
    },
    goDown: () => {
      isDown = true
      sessions.clear()
      http.closeAllConnections()
    },
    comeBack: () => {
      isDown = false
    },
  }
}
