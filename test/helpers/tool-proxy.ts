import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

/** What passes through: the HTTP method and, of a JSON-RPC message, its method and the tool that it calls. */
export interface ProxiedRequest {
  readonly httpMethod: string
  readonly method: string | null
  readonly tool: string | null
  /** What it is called with. */
  readonly args: unknown
  readonly headers: IncomingMessage['headers']
  /** The caller's end of the connection. */
  readonly port: number
  /** Aborts when the caller has gone away, answered or not. */
  readonly gone: AbortSignal
}

export type ProxyAction =
  | 'pass'
  /** The server gets it and answers; the connection breaks before any of the answer is handed on. */
  | 'drop-after'
  /** The connection breaks and the server gets nothing. */
  | 'drop-before'
  /** The server gets it; nothing is ever answered. */
  | 'hang-after'
  /** The server gets it; when it has answered this is called, and nothing is handed on. */
  | { readonly answered: () => void }
  /** The server gets it; when this has resolved the connection breaks, and nothing is handed on. */
  | { readonly lost: Promise<unknown> }
  /** Answered by the proxy; the server gets nothing. */
  | { readonly status: number; readonly body?: string; readonly retryAfter?: string }
  /** Handed on when this has resolved; where it rejects, the connection breaks and the server gets nothing. */
  | { readonly until: Promise<unknown> }
  /** The answer's text is changed on its way back. */
  | { readonly rewrite: (text: string) => string }

export interface ToolProxy {
  /** The target's address with the proxy's port. */
  readonly url: string
  /** All requests so far, in the order of their arrival. */
  readonly requests: readonly ProxiedRequest[]
}

const Message = z.looseObject({
  method: z.string().optional(),
  params: z.looseObject({ name: z.string().optional(), arguments: z.unknown().optional() }).optional(),
})

/** A proxy between a client and a tool server, which a test can make misbehave, request by request. */
export async function startToolProxy(
  t: Scope,
  target: string,
  behave: (request: ProxiedRequest) => ProxyAction = () => 'pass',
): Promise<ToolProxy> {
  const requests: ProxiedRequest[] = []
  const server = createServer((incoming, outgoing) => {
    relay(incoming, outgoing, { target: new URL(target), requests, behave }).catch(() => outgoing.destroy())
  })
  const origin = await listening(t, server)
  const { pathname, search } = new URL(target)
  return { url: `${origin}${pathname}${search}`, requests }
}

async function relay(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: { target: URL; requests: ProxiedRequest[]; behave: (request: ProxiedRequest) => ProxyAction },
): Promise<void> {
  const body = await buffer(incoming)
  const isJson = incoming.headers['content-type']?.startsWith('application/json') === true
  const message = isJson && body.length > 0 ? Message.parse(JSON.parse(body.toString('utf8'))) : {}
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const seen: ProxiedRequest = {
    httpMethod: incoming.method ?? '',
    method: message.method ?? null,
    tool: message.params?.name ?? null,
    args: message.params?.arguments,
    headers: incoming.headers,
    port: incoming.socket.remotePort ?? 0,
    gone: gone.signal,
  }
  options.requests.push(seen)
  const action = options.behave(seen)
  if (action === 'drop-before') return void outgoing.destroy()
  if (typeof action === 'object' && 'status' in action) {
    if (action.retryAfter !== undefined) outgoing.setHeader('retry-after', action.retryAfter)
    return void outgoing.writeHead(action.status, { 'content-type': 'application/json' }).end(action.body ?? '')
  }
  if (typeof action === 'object' && 'until' in action) await action.until
  const answer = await forward(incoming, body, options.target)
  outgoing.once('close', () => answer.destroy())
  if (action === 'drop-after' || action === 'hang-after') {
    await buffer(answer)
    if (action === 'drop-after') outgoing.destroy()
    return
  }
  if (typeof action === 'object' && 'lost' in action) {
    await Promise.all([buffer(answer), action.lost])
    return void outgoing.destroy()
  }
  if (typeof action === 'object' && 'answered' in action) {
    await buffer(answer)
    return action.answered()
  }
  const rewrite = typeof action === 'object' && 'rewrite' in action ? action.rewrite : null
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers
  outgoing.writeHead(answer.statusCode ?? 502, headers)
  if (rewrite !== null) outgoing.end(rewrite((await buffer(answer)).toString('utf8')))
  else answer.pipe(outgoing.on('error', () => answer.destroy()))
  outgoing.flushHeaders()
}

async function forward(incoming: IncomingMessage, body: Buffer, target: URL): Promise<IncomingMessage> {
  const onward = request({
    host: target.hostname,
    port: target.port,
    path: incoming.url,
    method: incoming.method,
    headers: { ...incoming.headers, host: target.host },
    // A server that was started anew has closed what an agent would have kept open.
    agent: false,
  })
  onward.end(body)
  const [answer] = (await once(onward, 'response')) as [IncomingMessage]
  return answer
}
