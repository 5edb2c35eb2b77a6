import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js'
import { Pool } from 'undici'
import { CallFailure } from './call-failure.ts'
import { HttpExchange, type ExchangeRequest } from './http-exchange.ts'
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
 * Streamable HTTP (MCP 2025-11-25) for the protocol's client. The library's own transport waits for ever on a stream
 * that ends without an answer, and can't say whether a request was written; money hangs on both.
 */
export class HttpTransport implements ToolTransport {
  onmessage?: ((message: JSONRPCMessage) => void) | undefined
  onclose?: (() => void) | undefined
  onerror?: ((error: Error) => void) | undefined
  sessionId?: string
  readonly #options: HttpTransportOptions
  readonly #pool: Pool
  readonly #exchanges = new Map<RequestId, HttpExchange>()
  readonly #exchangeOf = new WeakMap<object, HttpExchange>()
  readonly #allowedMs = new WeakMap<object, number>()
  #listening: HttpExchange | null = null
  #isStreamless = false
  #protocolVersion: string | null = null
  #isClosed = false

  constructor(options: HttpTransportOptions) {
    this.#options = options
    this.#pool = new Pool(options.url.origin, {
      connections: null,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: Math.min(CONNECT_MS, options.timeoutMs / 2) },
    })
  }

  async start(): Promise<void> {
    // The pool connects with the first message.
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const isRequest = 'method' in message && 'id' in message
    if ('method' in message && message.method === 'notifications/cancelled' && !this.#cancel(message.params)) return
    const params = isRequest ? message.params : undefined
    const exchange = this.#exchange({
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify(message),
      awaits: isRequest ? message.id : null,
      timeoutMs: (params && this.#allowedMs.get(params)) ?? this.#options.timeoutMs,
    })
    if (params !== undefined) this.#exchangeOf.set(params, exchange)
    if (isRequest) this.#exchanges.set(message.id, exchange)
    try {
      await exchange.done
    } finally {
      if (isRequest) this.#exchanges.delete(message.id)
    }
    if ('method' in message && (message.method === 'notifications/initialized' || message.method === 'tools/list')) {
      this.#listen()
    }
  }

  isUnsent(params: object): boolean {
    return this.#exchangeOf.get(params)?.isSent === false
  }

  allow(params: object, timeoutMs: number): void {
    this.#allowedMs.set(params, timeoutMs)
  }

  setProtocolVersion(version: string): void {
    this.#protocolVersion = version
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const closed = new CallFailure('We closed the connection.', { code: 'tool-connection-lost', certain: false })
    this.#listening?.stop(closed)
    for (const exchange of this.#exchanges.values()) exchange.stop(closed)
    if (this.sessionId !== undefined) await this.#endSession()
    await this.#pool.destroy()
    this.onclose?.()
  }

  /** Stops the exchange of a cancelled request. True where the server must be told, since it may be at it already. */
  #cancel(params: unknown): boolean {
    const id = typeof params === 'object' && params !== null && 'requestId' in params ? params.requestId : null
    const exchange = typeof id === 'string' || typeof id === 'number' ? this.#exchanges.get(id) : undefined
    if (exchange === undefined) return false
    exchange.stop(new CallFailure('The call was stopped.', { code: 'tool-timeout', certain: !exchange.isSent }))
    return exchange.isSent
  }

  /** Changes of the tool list come on a stream of their own, where the server has one (HTTP 405 where it hasn't). */
  #listen(): void {
    if (this.#isClosed || this.#listening !== null || this.#isStreamless) return
    const listening = this.#exchange({
      method: 'GET',
      headers: { accept: 'text/event-stream' },
      body: null,
      awaits: null,
      timeoutMs: null,
    })
    this.#listening = listening
    const ended = (): void => {
      this.#listening = null
      this.#isStreamless = !listening.isStream
      if (listening.isStream && !this.#isClosed) this.#options.onListeningEnded()
    }
    listening.done.then(ended, ended)
  }

  async #endSession(): Promise<void> {
    const timeoutMs = Math.min(1_000, this.#options.timeoutMs)
    try {
      await this.#exchange({ method: 'DELETE', headers: {}, body: null, awaits: null, timeoutMs }).done
    } catch {
      // The session ends without us in time; a server needn't even know of ending one.
    }
  }

  #exchange(request: Omit<ExchangeRequest, 'path' | 'onHeaders' | 'onMessage'>): HttpExchange {
    const { url, token } = this.#options
    return new HttpExchange(this.#pool, {
      ...request,
      path: url.pathname + url.search,
      headers: {
        ...request.headers,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(this.sessionId === undefined ? {} : { 'mcp-session-id': this.sessionId }),
        ...(this.#protocolVersion === null ? {} : { 'mcp-protocol-version': this.#protocolVersion }),
      },
      onHeaders: (headers) => {
        const id = headers['mcp-session-id']
        if (typeof id === 'string' && this.sessionId === undefined) this.sessionId = id
      },
      onMessage: (message) => this.onmessage?.(message),
    })
  }
}
