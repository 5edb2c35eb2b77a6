import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

/** What a scripted tool does with a call. */
export type ScriptedAnswer =
  | { readonly structuredContent: unknown; readonly text?: string }
  | { readonly text: string }
  /** The tool's own error, in its own words. */
  | { readonly error: string }
  /** The text of `structuredContent` as it stands, so that it can be what no serialiser writes. */
  | { readonly rawValue: string }
  /** The whole body of the HTTP answer. `{id}` in it becomes the request's id. */
  | { readonly body: string; readonly type?: string; readonly status?: number }
  /** Written piece by piece until the client leaves. */
  | { readonly endless: (write: (piece: string) => void) => NodeJS.Timeout; readonly type: string }
  /** Given only after so long, in ms. */
  | { readonly late: ScriptedAnswer; readonly afterMs: number }
  | 'silence'
  /** The connection is broken instead. */
  | 'cut'

export interface ScriptedTool {
  readonly name: string
  readonly description?: string
  readonly inputSchema?: object
  readonly outputSchema?: object
  readonly annotations?: object
  answer(args: unknown): ScriptedAnswer
}

export interface ScriptedServer {
  readonly url: string
  /** Calls of tools so far: the name, the arguments and the headers that came with it. */
  readonly calls: readonly { name: string; args: unknown; meta: unknown; headers: IncomingMessage['headers'] }[]
  /** All JSON-RPC methods received, in order. */
  readonly methods: readonly string[]
  /** Responses that the client gave to what the server asked of it. */
  readonly replies: readonly unknown[]
  /** Offers other tools from now on, and says so where `tell` is set. */
  offer(tools: readonly ScriptedTool[], options: { tell: boolean }): void
  /** Resolves when a client listens for changes. */
  untilListened(): Promise<void>
  /** Knows no session from now on that began before. */
  forgetSessions(): void
  /** Sends a request of its own to every client that listens. */
  ask(method: string): void
}

const Rpc = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z
    .looseObject({
      name: z.string().optional(),
      cursor: z.string().optional(),
      arguments: z.unknown().optional(),
      _meta: z.unknown().optional(),
    })
    .optional(),
})
type Rpc = z.infer<typeof Rpc>

/** A tool server that says and does exactly what a test tells it, right or wrong, and remembers what it was sent. */
export async function startToolServer(
  scope: Scope,
  options: { tools: readonly ScriptedTool[]; pageSize?: number },
): Promise<ScriptedServer> {
  const server = new Scripted(options.tools, options.pageSize)
  const http = createServer((incoming, outgoing) => {
    server.handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.url = `${await listening(scope, http)}/mcp`
  return server
}

class Scripted implements ScriptedServer {
  url = ''
  readonly calls: { name: string; args: unknown; meta: unknown; headers: IncomingMessage['headers'] }[] = []
  readonly methods: string[] = []
  readonly replies: unknown[] = []
  #tools: readonly ScriptedTool[]
  /** How many tools are listed at once. */
  readonly #pageSize: number
  #sessions = new Set<string>()
  /** Everybody who listens: a server and its workers have a session each. */
  readonly #listeners = new Set<ServerResponse>()
  #listened = Promise.withResolvers<void>()

  constructor(tools: readonly ScriptedTool[], pageSize = Number.POSITIVE_INFINITY) {
    this.#tools = tools
    this.#pageSize = pageSize
  }

  offer(tools: readonly ScriptedTool[], { tell }: { tell: boolean }): void {
    this.#tools = tools
    if (tell) this.#tell({ method: 'notifications/tools/list_changed' })
  }

  async untilListened(): Promise<void> {
    await this.#listened.promise
  }

  forgetSessions(): void {
    this.#sessions = new Set()
    for (const listener of this.#listeners) listener.end()
    this.#listeners.clear()
  }

  ask(method: string): void {
    this.#tell({ method, id: `ask-${randomUUID()}`, params: {} })
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const session = incoming.headers['mcp-session-id']
    const isKnown = typeof session === 'string' && this.#sessions.has(session)
    if (incoming.method === 'GET' && isKnown) return this.#listen(outgoing)
    const body = await text(incoming)
    const rpc = body === '' ? {} : Rpc.parse(JSON.parse(body))
    if (rpc.method !== undefined) this.methods.push(rpc.method)
    else if (rpc.id !== undefined) this.replies.push(rpc)
    if (rpc.method === 'initialize') return this.#begin(rpc, outgoing)
    if (!isKnown) return sendJson(outgoing, { error: { code: -32_001, message: 'Session not found' }, id: null }, 404)
    if (rpc.id === undefined || rpc.method === undefined) return void outgoing.writeHead(202).end()
    if (rpc.method === 'tools/list') return sendJson(outgoing, { id: rpc.id, result: this.#page(rpc.params?.cursor) })
    if (rpc.method === 'tools/call') return this.#call(rpc, incoming, outgoing)
    sendJson(outgoing, { id: rpc.id, error: { code: -32_601, message: 'Method not found' } })
  }

  #page(cursor: string | undefined): object {
    const from = Number(cursor ?? 0)
    const listed = this.#listed()
    const tools = listed.slice(from, from + this.#pageSize)
    const next = from + tools.length
    return next < listed.length ? { tools, nextCursor: String(next) } : { tools }
  }

  #listed(): readonly object[] {
    return this.#tools.map(({ answer: _answer, inputSchema = { type: 'object' }, ...tool }) => ({
      ...tool,
      inputSchema,
    }))
  }

  #begin(rpc: Rpc, outgoing: ServerResponse): void {
    const id = randomUUID()
    this.#sessions.add(id)
    outgoing.setHeader('mcp-session-id', id)
    const capabilities = { tools: { listChanged: true } }
    const serverInfo = { name: 'scripted', version: '1' }
    sendJson(outgoing, { id: rpc.id, result: { protocolVersion: '2025-11-25', capabilities, serverInfo } })
  }

  #listen(outgoing: ServerResponse): void {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    this.#listeners.add(outgoing)
    outgoing.on('close', () => this.#listeners.delete(outgoing))
    this.#listened.resolve()
  }

  #tell(message: object): void {
    for (const listener of this.#listeners)
      listener.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`)
  }

  #call(rpc: Rpc, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const name = rpc.params?.name ?? ''
    const args = rpc.params?.arguments
    this.calls.push({ name, args, meta: rpc.params?.['_meta'], headers: incoming.headers })
    const answer = this.#tools.find((tool) => tool.name === name)?.answer(args) ?? { error: 'No such tool' }
    sendAnswer(outgoing, rpc.id ?? 0, answer)
  }
}

function sendAnswer(outgoing: ServerResponse, id: string | number, answer: ScriptedAnswer): void {
  if (answer === 'silence') return
  if (answer === 'cut') return void outgoing.destroy()
  if ('late' in answer) {
    const timer = setTimeout(() => sendAnswer(outgoing, id, answer.late), answer.afterMs)
    outgoing.once('close', () => clearTimeout(timer))
  } else if ('endless' in answer) {
    outgoing.writeHead(200, { 'content-type': answer.type })
    const timer = answer.endless((piece) => outgoing.write(piece))
    outgoing.once('close', () => clearInterval(timer))
  } else if ('body' in answer) {
    const type = answer.type ?? 'application/json'
    outgoing
      .writeHead(answer.status ?? 200, { 'content-type': type })
      .end(answer.body.replaceAll('{id}', JSON.stringify(id)))
  } else if ('rawValue' in answer) {
    const head = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[],"structuredContent":`
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(`${head}${answer.rawValue}}}`)
  } else if ('error' in answer) {
    sendJson(outgoing, { id, result: { isError: true, content: [{ type: 'text', text: answer.error }] } })
  } else {
    const content = answer.text === undefined ? [] : [{ type: 'text', text: answer.text }]
    const structured = 'structuredContent' in answer ? { structuredContent: answer.structuredContent } : {}
    sendJson(outgoing, { id, result: { content, ...structured } })
  }
}

function sendJson(outgoing: ServerResponse, message: object, status = 200): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', ...message }))
}
