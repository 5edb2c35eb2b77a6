import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js'
import { createParser, type EventSourceParser } from 'eventsource-parser'
import type { Dispatcher, Pool } from 'undici'
import { CallFailure } from './call-failure.ts'
import { statusFailure } from './http-status.ts'
import { ANSWER_BYTES, readMessage, tooLarge } from './read-message.ts'

export interface ExchangeRequest {
  readonly method: 'POST' | 'GET' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** The request in `body` whose answer ends the exchange; null where none is expected. */
  readonly awaits: RequestId | null
  /** For the whole exchange; null for a stream that stays open. */
  readonly timeoutMs: number | null
  onHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): void
  onMessage(message: JSONRPCMessage): void
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

/**
 * One HTTP request and all that comes back for it, as one JSON body or as a stream of events. It knows what a `fetch`
 * can't tell: whether any of the request was written, which is what makes a failure certain.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  /** Resolves with the answer (or the end, where none is awaited), rejects with a `CallFailure`. */
  readonly done: Promise<void>
  readonly #request: ExchangeRequest
  readonly #settled = Promise.withResolvers<void>()
  readonly #timer: NodeJS.Timeout | null
  #controller: Dispatcher.DispatchController | null = null
  #failure: CallFailure | null = null
  #isOver = false
  #status = 0
  #retryAfter: string | null = null
  #bytes = 0
  #chunks: Buffer[] = []
  #events: EventSourceParser | null = null
  readonly #decoder = new TextDecoder()

  constructor(pool: Pool, request: ExchangeRequest) {
    this.#request = request
    this.done = this.#settled.promise
    const { timeoutMs } = request
    this.#timer =
      timeoutMs === null
        ? null
        : setTimeout(() => this.stop(this.#lost('tool-timeout', `No answer in ${timeoutMs} ms.`)), timeoutMs)
    pool.dispatch(
      { ...request, body: request.body, headersTimeout: 0, bodyTimeout: 0 }, // one clock for the whole, above
      this,
    )
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

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (this.#isOver) return
    this.#status = status
    this.#retryAfter = headers['retry-after'] === undefined ? null : String(headers['retry-after'])
    this.#request.onHeaders(headers)
    const isStream = String(headers['content-type'] ?? '').startsWith('text/event-stream')
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
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return
    this.#bytes += chunk.length
    if (this.#bytes > ANSWER_BYTES && this.#request.timeoutMs !== null) {
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
    if (!this.#isSuccess) return this.#end(statusFailure(this.#status, text, this.#retryAfter))
    if (this.#request.awaits === null) return this.#end(null)
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

  #deliver(text: string): void {
    if (this.#isOver) return
    try {
      const message = readMessage(text)
      this.#request.onMessage(message)
      const isAnswer = 'id' in message && !('method' in message) && message.id === this.#request.awaits
      if (isAnswer) this.#end(null)
    } catch (error) {
      this.stop(
        error instanceof CallFailure ? error : this.#lost('tool-result-invalid', 'Its answer made no sense.', error),
      )
    }
  }

  #lost(code: CallFailure['code'], message: string, cause?: unknown): CallFailure {
    return new CallFailure(message, { code, certain: !this.isSent, cause })
  }

  #end(failure: CallFailure | null): void {
    this.#isOver = true
    this.#failure = failure
    this.#chunks = []
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (failure === null) this.#settled.resolve()
    else this.#settled.reject(failure)
  }
}
