import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ErrorCode, McpError, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { ToolServer } from '#agents/contract.ts'
import type { JsonObject } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import { readCatalogue, type Catalogue } from '../catalogue/read-catalogue.ts'
import { CallResult } from '../catalogue/read-result.ts'
import { checkSessionHealth, HEALTH_CHECK_MS, type SessionHealth } from './session-health.ts'
import { CallFailure } from './call-failure.ts'
import { openTransport, type Reference } from './open-transport.ts'
import { gone, refused, unreachable } from './session-failures.ts'
import type { ToolTransport } from './tool-transport.ts'
import { waitFor } from './wait-for.ts'

export interface SessionOptions {
  readonly server: ToolServer
  readonly declared: ReadonlySet<string>
  readonly reference: Reference
  readonly log: Logger
}

/**
 * How long a list of tools is believed. A server says when it changes; this is for one that doesn't, and for the
 * message that got lost.
 */
const LIST_LIVES_MS = 30_000
/** Beyond so many pages, or so many times as long as one call may take, a list has no end. */
const LIST_PAGES = 1_000
const LIST_TIMEOUTS = 20

const ListedPage = z.looseObject({ tools: z.array(z.unknown()), nextCursor: z.string().optional() })

/** What a call goes with besides its arguments. */
export interface SentCall {
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly idempotencyKey: string | null
}

/** Where a call's key stands beside its arguments. A name with a prefix of our own, as MCP asks of `_meta`. */
const KEY_IN_META = 'parley/idempotency-key'

/** One session with a tool server, from its handshake to its loss. What replaces it is its owner's business. */
export class Session implements AsyncDisposable {
  readonly #options: SessionOptions
  readonly #client: Client
  readonly #transport: ToolTransport
  #catalogue: Catalogue = new Map()
  #listing: Promise<Catalogue> | null = null
  #believedUntil = 0
  #isClosed = false
  #isGone = false
  #asking: Promise<SessionHealth> | null = null
  #calls = 0
  readonly #idle = Promise.withResolvers<void>()
  #isRetired = false

  private constructor(options: SessionOptions) {
    this.#options = options
    this.#transport = openTransport(options.server, {
      reference: options.reference,
      onListeningEnded: () => this.#disbelieve(),
    })
    // No capabilities: a server that asks us for a model, a person or our files is told that there is no such method.
    this.#client = new Client({ name: 'parley', version: '1' }, { capabilities: {} })
    this.#client.fallbackRequestHandler = async ({ method }) => {
      options.log.warn({ event: 'tool-server-asked-back', server: options.server.name, method })
      throw new McpError(ErrorCode.MethodNotFound, 'Method not found')
    }
    this.#client.setNotificationHandler(ToolListChangedNotificationSchema, () => this.#disbelieve())
    this.#client.onclose = () => (this.#isClosed = true)
    this.#client.onerror = (error) => {
      options.log.debug({ event: 'tool-server-error', server: options.server.name, error: error.message.slice(0, 500) })
    }
  }

  /** Throws a `CallFailure`: whatever goes wrong here, no tool was called. The signal ends the try. */
  static async open(options: SessionOptions, signal: AbortSignal): Promise<Session> {
    if (signal.aborted) {
      throw new CallFailure('The connections to it are closed.', { code: 'tool-unreachable', certain: true })
    }
    let session: Session | null = null
    let ending: Promise<void> | undefined
    const stop = (): void => {
      ending = session?.[Symbol.asyncDispose]()
    }
    signal.addEventListener('abort', stop, { once: true })
    try {
      session = new Session(options)
      await session.#client.connect(session.#transport, { timeout: options.server.timeoutMs })
      await session.catalogue()
      return session
    } catch (error) {
      await Promise.all([ending, session?.[Symbol.asyncDispose]()])
      throw unreachable(error)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Whether it is of no use any more: closed, or not known to its server. */
  get isOver(): boolean {
    return this.#isClosed || this.#isGone
  }

  /** The list of tools, while it is believed: what most calls need, without waiting. */
  get believed(): Catalogue | null {
    return !this.isOver && performance.now() < this.#believedUntil ? this.#catalogue : null
  }

  /** The declared tools that the server offers now. Throws a `CallFailure`. */
  async catalogue(): Promise<Catalogue> {
    const { believed } = this
    if (believed !== null) return believed
    this.#listing ??= this.#list().finally(() => (this.#listing = null))
    return await this.#listing
  }

  /** Sends one call and waits for its answer. Throws a `CallFailure`, or the signal's reason when that stopped it. */
  async call(name: string, args: JsonObject, options: SentCall): Promise<CallResult> {
    const { signal: stop, timeoutMs, idempotencyKey } = options
    stop.throwIfAborted()
    const meta = idempotencyKey === null ? {} : { _meta: { [KEY_IN_META]: idempotencyKey } }
    const params = { name, arguments: { ...args }, ...meta }
    this.#transport.allow(params, timeoutMs)
    this.#calls += 1
    try {
      // The library's own clock is only behind ours, which the signal carries.
      return await this.#client.request({ method: 'tools/call', params }, CallResult, {
        signal: stop,
        timeout: 2 * timeoutMs,
      })
    } catch (error) {
      const failure = this.#failureOf(error, params, stop)
      throw failure instanceof CallFailure ? await this.#withLife(failure, stop) : failure
    } finally {
      this.#calls -= 1
      if (this.#isRetired && this.#calls === 0) this.#idle.resolve()
    }
  }

  /** Closes once the calls that are under way have ended: another session has taken this one's place. */
  async retire(): Promise<void> {
    this.#isRetired = true
    if (this.#calls > 0 && !this.#isClosed) await this.#idle.promise
    await this[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await this.#transport.close() // not the client's, which forgets its transport when it was never connected
  }

  /**
   * The failure of a call, with what another message says of the session. A status alone doesn't say so: a tool's own "not
   * found" may come as HTTP 404 from behind it. A call that is out of time doesn't wait for it.
   */
  async #withLife(failure: CallFailure, signal: AbortSignal): Promise<CallFailure> {
    const asking = this.#asked()
    if (signal.aborted) return failure
    const life = await waitFor(asking, signal).catch(() => 'alive' as const)
    if (life === 'alive') return failure
    const isRefused = life === 'refused' && failure.isSessionLost && this.#transport.sessionId !== undefined
    return isRefused && !failure.certain ? refused(failure) : gone(failure)
  }

  /** Asks once for all calls that failed at a time. */
  async #asked(): Promise<SessionHealth> {
    if (this.#isClosed) return 'gone'
    this.#asking ??= checkSessionHealth(
      this.#client,
      Math.min(HEALTH_CHECK_MS, this.#options.server.timeoutMs),
    ).finally(() => (this.#asking = null))
    const life = await this.#asking
    if (life !== 'alive') this.#isGone = true
    return life
  }

  #disbelieve(): void {
    this.#believedUntil = 0
  }

  async #list(): Promise<Catalogue> {
    // From the start: a change that is told of while the list is on its way makes it old at once.
    this.#believedUntil = performance.now() + LIST_LIVES_MS
    try {
      const { server, declared, log } = this.#options
      this.#catalogue = readCatalogue(server.name, await this.#pages(), { declared, log })
      return this.#catalogue
    } catch (error) {
      this.#disbelieve()
      throw unreachable(error)
    }
  }

  async #pages(): Promise<readonly unknown[]> {
    const tools: unknown[] = []
    const seen = new Set<string>()
    const options = { timeout: this.#options.server.timeoutMs }
    const until = performance.now() + LIST_TIMEOUTS * options.timeout
    let cursor: string | undefined
    for (let page = 0; page < LIST_PAGES && performance.now() < until; page += 1) {
      const params = cursor === undefined ? {} : { cursor }
      const listed: z.infer<typeof ListedPage> = await this.#client.request(
        { method: 'tools/list', params },
        ListedPage,
        options,
      )
      tools.push(...listed.tools)
      cursor = listed.nextCursor
      if (cursor === undefined) return tools
      if (seen.has(cursor)) break
      seen.add(cursor)
    }
    throw new CallFailure('Its list of tools has no end.', { code: 'tool-unreachable', certain: true })
  }

  #failureOf(error: unknown, params: object, stop: AbortSignal): unknown {
    if (error instanceof CallFailure) return error
    const certain = this.#transport.isUnsent(params)
    if (stop.aborted) {
      if (!(stop.reason instanceof CallFailure)) return stop.reason
      return new CallFailure(stop.reason.message, { code: stop.reason.code, certain })
    }
    if (this.#isClosed) {
      const message = 'The connection ended before the answer came.'
      return new CallFailure(message, { code: 'tool-connection-lost', certain, cause: error })
    }
    if (error instanceof McpError) {
      const said = { by: 'protocol', code: error.code, text: error.message.replace(/^MCP error -?\d+: /, '') } as const
      return new CallFailure('It answered with an error.', {
        code: 'tool-error',
        certain: false,
        error: said,
        cause: error,
      })
    }
    return new CallFailure("Its answer isn't a tool's result.", {
      code: 'tool-result-invalid',
      certain: false,
      cause: error,
    })
  }
}
