import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js'
import { Pool } from 'undici'
import { z } from 'zod'
import { CallFailure } from './call-failure.ts'
import { HttpExchange } from './http-exchange.ts'
import type { ToolTransport } from './tool-transport.ts'

export interface HttpTransportOptions {
  readonly url: URL
  readonly token: string | null
  /** For one exchange. Connecting may take half of it, so that a server that isn't there is told from a slow one. */
  readonly timeoutMs: number
  /** The stream on which the server tells of changes ended: what it told us may be old. */
  onListeningEnded(): void
}

const CONNECT_MS = 3_000
/**
 * A server closes a connection that was idle for some seconds (five, mostly), and a write that is sent at that moment is lost:
 * nobody knows whether it was read (RFC 9112 §9.3.1). The library's own margin is a second or two (docs/decisions/tool-servers.md).
 */
const IDLE_MS = 1_000
/** It would open a stream again that broke, where we begin a session anew, or leave the call open. */
const NEVER = { maxRetries: 0, initialReconnectionDelay: 0, maxReconnectionDelay: 0, reconnectionDelayGrowFactor: 1 }

const Method = z.enum(['POST', 'GET', 'DELETE'])
const Sent = z.object({ id: z.union([z.string(), z.number()]).optional(), method: z.string().optional() })

/**
 * The protocol's own Streamable HTTP transport, whose `fetch` is an exchange of ours for each request: by itself it
 * waits for ever on a stream that ends without an answer, follows redirects of a write, and can't say whether a request
 * was written. Money hangs on all three (docs/decisions/tool-servers.md).
 */
export class HttpTransport extends StreamableHTTPClientTransport implements ToolTransport {
  readonly #options: HttpTransportOptions
  readonly #pool: Pool
  readonly #exchanges = new Map<RequestId, HttpExchange>()
  readonly #exchangeOf = new WeakMap<object, HttpExchange>()
  readonly #allowedMs = new WeakMap<object, number>()
  #listening: HttpExchange | null = null
  #isStreamless = false
  #isClosed = false

  constructor(options: HttpTransportOptions) {
    const { url, token, timeoutMs } = options
    super(url, {
      fetch: (_, init) => this.#fetch(init),
      requestInit: { headers: token === null ? {} : { authorization: `Bearer ${token}` } },
      reconnectionOptions: NEVER,
    })
    this.#options = options
    this.#pool = new Pool(url.origin, {
      connections: null,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      connect: { timeout: Math.min(CONNECT_MS, timeoutMs / 2) },
    })
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    if (!('method' in message)) return await super.send(message)
    if (message.method === 'notifications/cancelled' && !this.#cancel(message.params)) return
    await ('id' in message ? this.#request(message.id, message.params ?? {}, message) : super.send(message))
    if (message.method === 'tools/list') this.#listenAgain()
  }

  isUnsent(params: object): boolean {
    return this.#exchangeOf.get(params)?.isSent === false
  }

  allow(params: object, timeoutMs: number): void {
    this.#allowedMs.set(params, timeoutMs)
  }

  override async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const closed = new CallFailure('We closed the connection.', { code: 'tool-connection-lost', certain: false })
    this.#listening?.stop(closed)
    for (const exchange of this.#exchanges.values()) exchange.stop(closed)
    try {
      await this.terminateSession()
    } catch {
      // The session ends without us in time; a server needn't even know of ending one.
    }
    await this.#pool.destroy()
    await super.close()
  }

  /** Its exchange exists before it is sent, so that it can be stopped before; and fails it where a stream says nothing. */
  async #request(id: RequestId, params: object, message: JSONRPCMessage): Promise<void> {
    const timeoutMs = this.#allowedMs.get(params) ?? this.#options.timeoutMs
    const exchange = new HttpExchange({ awaits: id, timeoutMs })
    this.#exchangeOf.set(params, exchange)
    this.#exchanges.set(id, exchange)
    try {
      await super.send(message)
      await exchange.done
    } finally {
      this.#exchanges.delete(id)
    }
  }

  /** Stops the exchange of a cancelled request. True where the server must be told, since it may be at it already. */
  #cancel(params: unknown): boolean {
    const id = typeof params === 'object' && params !== null && 'requestId' in params ? params.requestId : null
    const exchange = typeof id === 'string' || typeof id === 'number' ? this.#exchanges.get(id) : undefined
    if (exchange === undefined) return false
    exchange.stop(new CallFailure('The call was stopped.', { code: 'tool-timeout', certain: !exchange.isSent }))
    return exchange.isSent
  }

  /** Changes of the tool list come on a stream of their own, which the protocol opens once; it may have ended since. */
  #listenAgain(): void {
    if (this.#isClosed || this.#listening !== null || this.#isStreamless) return
    this.resumeStream('').catch(() => {})
  }

  async #fetch(init: RequestInit = {}): Promise<Response> {
    const headers = Object.fromEntries(new Headers(init.headers))
    const { url } = this.#options
    const method = Method.parse(init.method)
    const body = typeof init.body === 'string' ? init.body : null
    return await this.#exchangeFor(method, body).send(this.#pool, {
      method,
      path: url.pathname + url.search,
      headers,
      body,
    })
  }

  #exchangeFor(method: string, body: string | null): HttpExchange {
    if (method === 'GET') return this.#listen()
    if (method === 'DELETE') {
      return new HttpExchange({ awaits: null, timeoutMs: Math.min(1_000, this.#options.timeoutMs) })
    }
    const sent = Sent.parse(JSON.parse(body ?? '{}'))
    const begun = sent.id === undefined || sent.method === undefined ? undefined : this.#exchanges.get(sent.id)
    return begun ?? new HttpExchange({ awaits: null, timeoutMs: this.#options.timeoutMs })
  }

  /** Where the server has no such stream (HTTP 405), it isn't asked again. */
  #listen(): HttpExchange {
    const listening = new HttpExchange({ awaits: null, timeoutMs: null })
    this.#listening = listening
    const ended = (): void => {
      this.#listening = null
      this.#isStreamless = !listening.isStream
      if (listening.isStream && !this.#isClosed) this.#options.onListeningEnded()
    }
    listening.done.then(ended, ended)
    return listening
  }
}
