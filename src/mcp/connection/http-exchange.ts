import type { RequestId } from '@modelcontextprotocol/sdk/types.js'
import { createParser, type EventSourceParser } from 'eventsource-parser'
import type { Dispatcher, Pool } from 'undici'
import { CallFailure } from './call-failure.ts'
import { statusFailure } from './http-status.ts'
import { ANSWER_BYTES, readMessage, tooLarge } from './read-message.ts'

export interface ExchangeOptions {
  /** The request whose answer ends the exchange; null where none is expected. */
  readonly awaits: RequestId | null
  /** For the whole exchange; null for a stream that stays open. */
  readonly timeoutMs: number | null
}

export interface ExchangeRequest {
  readonly method: 'POST' | 'GET' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

type ResponseHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

/**
 * One HTTP request and all that comes back for it, as one JSON body or as a stream of events: what stands behind the
 * `fetch` of the protocol's transport. It knows what a `fetch` can't tell: whether any of the request was written, which
 * is what makes a failure certain, and whether a stream ended without the answer.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  /** Resolves with the answer (or the end, where none is awaited), rejects with a `CallFailure`. */
  readonly done: Promise<void>
  readonly #options: ExchangeOptions
  readonly #settled = Promise.withResolvers<void>()
  readonly #response = Promise.withResolvers<Response>()
  readonly #timer: NodeJS.Timeout | null
  #controller: Dispatcher.DispatchController | null = null
  #failure: CallFailure | null = null
  #isOver = false
  #status = 0
  #headers: Headers = new Headers()
  #bytes = 0
  #chunks: Buffer[] = []
  #events: EventSourceParser | null = null
  #messages: ReadableStreamDefaultController<Uint8Array> | null = null
  readonly #decoder = new TextDecoder()
  readonly #encoder = new TextEncoder()

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.done = this.#settled.promise
    // Whoever began the exchange hears of its end in one of the two; the other may be nobody's.
    this.done.catch(() => {})
    this.#response.promise.catch(() => {})
    const { timeoutMs } = options
    this.#timer =
      timeoutMs === null
        ? null
        : setTimeout(() => this.stop(this.#lost('tool-timeout', `No answer in ${timeoutMs} ms.`)), timeoutMs)
  }

  /**
   * Sends the request, unless it was stopped before. The response holds nothing but whole messages that were read
   * strictly (a body that is one, or an event for each); whatever else comes back is thrown, as a `CallFailure`.
   */
  send(pool: Pool, request: ExchangeRequest): Promise<Response> {
    // One clock for the whole, above.
    if (!this.#isOver) pool.dispatch({ ...request, headersTimeout: 0, bodyTimeout: 0 }, this)
    return this.#response.promise
  }

  /** Whether the request may have reached the server. */
  get isSent(): boolean {
    return this.#controller !== null
  }

  /** Whether events came, or may still come, one after the other. */
  get isStream(): boolean {
    return this.#events !== null
  }

  /** Ends the exchange; what hasn't been written yet never will be. */
  stop(failure: CallFailure): void {
    if (this.#isOver) return
    this.#end(failure)
    this.#controller?.abort(failure)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isOver) controller.abort(this.#failure ?? new Error('The exchange is over.'))
    else this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (this.#isOver) return
    this.#status = status
    for (const name of ['mcp-session-id', 'retry-after', 'content-type']) {
      if (headers[name] !== undefined) this.#headers.set(name, String(headers[name]))
    }
    const isStream = this.#headers.get('content-type')?.startsWith('text/event-stream') === true
    if (!isStream || !this.#isSuccess) return
    this.#events = createParser({
      maxBufferSize: ANSWER_BYTES,
      onEvent: ({ data, event }) => {
        if (data !== '' && (event === undefined || event === 'message')) this.#deliver(data)
      },
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded')
          this.stop(tooLarge('An event of its stream is larger than 4 MB.'))
      },
    })
    this.#respond(new ReadableStream({ start: (controller) => void (this.#messages = controller) }))
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return
    this.#bytes += chunk.length
    if (this.#bytes > ANSWER_BYTES && this.#options.timeoutMs !== null) {
      this.stop(tooLarge('Its answer is larger than 4 MB.'))
    } else if (this.#events === null) {
      this.#chunks.push(chunk)
    } else {
      this.#events.feed(this.#decoder.decode(chunk, { stream: true }))
    }
  }

  onResponseEnd(): void {
    if (this.#isOver) return
    const text = Buffer.concat(this.#chunks).toString('utf8')
    if (!this.#isSuccess) return this.#end(statusFailure(this.#status, text, this.#headers.get('retry-after')))
    if (this.#options.awaits === null) return this.#end(null)
    if (this.#events === null) this.#deliver(text)
    if (!this.#isOver) this.#end(this.#lost('tool-connection-lost', 'It ended the exchange without an answer.'))
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#isOver) return
    this.#end(
      this.isSent
        ? this.#lost('tool-connection-lost', 'The connection broke before the answer came.', error)
        : new CallFailure("It can't be reached, and nothing was sent.", {
            code: 'tool-unreachable',
            certain: true,
            cause: error,
          }),
    )
  }

  get #isSuccess(): boolean {
    return this.#status >= 200 && this.#status < 300
  }

  #deliver(body: string): void {
    if (this.#isOver) return
    try {
      const { message, text } = readMessage(body)
      if (this.#messages === null) {
        this.#headers.set('content-type', 'application/json')
        this.#respond(text)
      } else {
        // A line break in JSON is only a space, and an event would be cut at it.
        this.#messages.enqueue(this.#encoder.encode(`data: ${text.replace(/[\r\n]+/g, ' ')}\n\n`))
      }
      const isAnswer = 'id' in message && !('method' in message) && message.id === this.#options.awaits
      if (isAnswer) this.#end(null)
    } catch (error) {
      this.stop(
        error instanceof CallFailure ? error : this.#lost('tool-result-invalid', 'Its answer made no sense.', error),
      )
    }
  }

  #respond(body: ReadableStream<Uint8Array> | string | null): void {
    this.#response.resolve(new Response(body, { status: body === null ? 202 : 200, headers: this.#headers }))
  }

  #lost(code: CallFailure['code'], message: string, cause?: unknown): CallFailure {
    return new CallFailure(message, { code, certain: !this.isSent, cause })
  }

  #end(failure: CallFailure | null): void {
    this.#isOver = true
    this.#failure = failure
    this.#chunks = []
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (failure === null) {
      // Whatever was awaited came with a response of its own.
      if (this.#options.awaits === null && this.#messages === null) this.#respond(null)
      this.#messages?.close()
      this.#settled.resolve()
    } else {
      this.#response.reject(failure)
      this.#messages?.error(failure)
      this.#settled.reject(failure)
    }
  }
}
