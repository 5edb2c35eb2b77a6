import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import type { JsonObject } from '#json.ts'
import type { Catalogue } from '../catalogue/read-catalogue.ts'
import { failed, readResult } from '../catalogue/read-result.ts'
import type { ToolCallOptions, ToolOutcome } from '../contract.ts'
import { CallFailure } from './call-failure.ts'
import { RateLimit } from './rate-limit.ts'
import { Session, type SessionOptions } from './session.ts'
import { waitFor } from './wait-for.ts'

export type ConnectionState = { readonly ok: boolean; readonly detail: string }

/** The way to one tool server: connected when it is first needed, and again when the server has forgotten us. */
export class ToolConnection implements AsyncDisposable {
  readonly #options: SessionOptions
  readonly #rate: RateLimit
  #current: Session | null = null
  #opening: Promise<Session> | null = null
  readonly #retiring = new Set<Promise<void>>()
  #isClosed = false
  #catalogue: Catalogue = new Map()
  #state: ConnectionState = { ok: true, detail: 'not connected yet' }

  constructor(options: SessionOptions) {
    this.#options = options
    this.#rate = new RateLimit(options.server.ratePerSecond)
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** What the server offers now, or offered last where it can't be reached. */
  async catalogue(signal: AbortSignal): Promise<Catalogue> {
    try {
      await this.#session(signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof CallFailure)) throw error
    }
    return this.#catalogue
  }

  /** One call, its waits included within the server's timeout. A caller that stops it gets its own reason thrown. */
  async call(tool: string, args: JsonObject, options: ToolCallOptions): Promise<ToolOutcome> {
    options.signal.throwIfAborted()
    const { timeoutMs } = this.#options.server
    const stop = new AbortController()
    const onAbort = (): void => stop.abort(options.signal.reason)
    const late = new CallFailure(`No answer in ${timeoutMs} ms.`, { code: 'tool-timeout', certain: true })
    const timer = setTimeout(() => stop.abort(late), timeoutMs)
    options.signal.addEventListener('abort', onAbort, { once: true })
    try {
      const waitMs = this.#rate.take(timeoutMs)
      if (waitMs === null) return this.#outcome(tool, late)
      // What has arrived meanwhile is heard first: that the server closed the connection, or has other tools now. Without
      // it a write could be lost on a connection that was known to be dead, and nobody could say whether it was made.
      await nextTurn()
      if (waitMs > 0) await waitFor(delay(waitMs, undefined, { signal: stop.signal }), stop.signal)
      return await this.#callOnce(tool, args, { ...options, signal: stop.signal })
    } catch (error) {
      options.signal.throwIfAborted()
      if (error instanceof CallFailure) return this.#outcome(tool, error)
      throw error
    } finally {
      clearTimeout(timer)
      options.signal.removeEventListener('abort', onAbort)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    const opening = await this.#opening?.catch(() => null)
    const sessions = [this.#current, opening].filter((session) => session != null)
    this.#current = null
    await Promise.all([...this.#retiring, ...sessions.map(async (session) => await session[Symbol.asyncDispose]())])
  }

  /** Twice only where the first was refused because the server no longer knew us: then no tool has seen it. */
  async #callOnce(tool: string, args: JsonObject, options: ToolCallOptions): Promise<ToolOutcome> {
    const first = await this.#session(options.signal)
    try {
      return await this.#callIn(first, tool, args, options)
    } catch (error) {
      if (!(error instanceof CallFailure) || !error.isSessionLost) throw error
      this.#leave(first)
    }
    return await this.#callIn(await this.#session(options.signal), tool, args, options)
  }

  async #callIn(session: Session, tool: string, args: JsonObject, options: ToolCallOptions): Promise<ToolOutcome> {
    const offered = this.#catalogue.get(tool)
    if (offered === undefined)
      return failed('tool-unknown', true, `${this.#options.server.name} doesn't offer ${tool}.`)
    if (offered.definition.hash !== options.definitionHash) {
      return failed('tool-changed', true, `${tool} isn't defined as it was when it was accepted.`)
    }
    return readResult(offered, await session.call(offered.name, args, options.signal), this.#options.log)
  }

  /** A session whose list of tools is believed. Throws a `CallFailure`, or the signal's reason. */
  async #session(signal: AbortSignal, isSecondTry = false): Promise<Session> {
    const current = this.#current
    if (current !== null && current.believed !== null) return current
    try {
      const session = await waitFor(this.#opened(), signal)
      this.#remember(await waitFor(session.catalogue(), signal))
      return session
    } catch (error) {
      if (!(error instanceof CallFailure) || signal.aborted) throw error
      if (current !== null) this.#leave(current)
      if (current === null || isSecondTry) throw this.#noted(error)
    }
    return await this.#session(signal, true)
  }

  async #opened(): Promise<Session> {
    if (this.#current?.isClosed === true) this.#leave(this.#current)
    if (this.#current !== null) return this.#current
    this.#opening ??= this.#open().finally(() => (this.#opening = null))
    return await this.#opening
  }

  async #open(): Promise<Session> {
    const session = await Session.open(this.#options)
    if (this.#isClosed) await session[Symbol.asyncDispose]()
    else this.#current = session
    return session
  }

  #leave(session: Session): void {
    if (this.#current !== session) return
    this.#current = null
    const retiring = session.retire().finally(() => this.#retiring.delete(retiring))
    this.#retiring.add(retiring)
  }

  #remember(catalogue: Catalogue): void {
    if (catalogue === this.#catalogue) return
    for (const [tool, { definition }] of catalogue) {
      const before = this.#catalogue.get(tool)?.definition.hash
      if (before !== undefined && before !== definition.hash) {
        this.#options.log.warn({ event: 'tool-definition-changed', tool, before, now: definition.hash })
      }
    }
    this.#catalogue = catalogue
    this.#state = { ok: true, detail: `connected, ${catalogue.size} declared tools offered` }
  }

  #noted(error: unknown): unknown {
    if (!(error instanceof CallFailure)) return error
    if (this.#state.ok) {
      this.#options.log.warn({
        event: 'tool-server-unreachable',
        server: this.#options.server.name,
        detail: error.message,
      })
    }
    this.#state = { ok: false, detail: error.message }
    return error
  }

  #outcome(tool: string, failure: CallFailure): ToolOutcome {
    const { log, server } = this.#options
    log.debug({
      event: 'tool-call-failed',
      tool,
      code: failure.code,
      certain: failure.certain,
      cause: String(failure.cause),
    })
    return failed(failure.code, failure.certain, `${tool} at ${server.name}: ${failure.message}`)
  }
}
