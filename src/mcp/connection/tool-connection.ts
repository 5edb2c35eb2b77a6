import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import type { JsonObject } from '#core/json.ts'
import type { Catalogue } from '../catalogue/read-catalogue.ts'
import { failed, readResult } from '../catalogue/read-result.ts'
import { schemaFaultText } from '#plan-language/tool-schema/tool-schema-fault.ts'
import type { ToolCallOptions, ToolOutcome } from '../contract.ts'
import { CallFailure } from './call-failure.ts'
import {
  createServerLimits,
  learnFrom,
  stateOrResting,
  type ConnectionState,
  type ServerLimits,
} from './server-limits.ts'
import type { Session, SessionOptions } from './session.ts'
import { waitFor } from './wait-for.ts'
import { CurrentSession } from './current-session.ts'

const TOO_MANY = new CallFailure('More calls wait than its rate lets go in time.', { code: 'tool-busy', certain: true })
/** A call that comes later than this after it was let go asks again whether it may, in ms. */
const AT_ONCE_MS = 250

interface CallBegun extends ToolCallOptions {
  /** When it was let go, on the monotonic clock. */
  readonly beganMs: number
}

/** The way to one tool server: connected when it is first needed, and again when the server has forgotten us. */
export class ToolConnection implements AsyncDisposable {
  readonly #options: SessionOptions
  readonly #limits: ServerLimits
  readonly #session: CurrentSession

  /** `limits`: shared with other connections to the same server, its own otherwise. */
  constructor(options: SessionOptions, limits: ServerLimits = createServerLimits(options.server)) {
    this.#options = options
    this.#limits = limits
    this.#session = new CurrentSession(options)
  }

  get state(): ConnectionState {
    return stateOrResting(this.#session.state, this.#limits.breaker)
  }

  /** What the server offered when it was last asked. */
  get lastCatalogue(): Catalogue {
    return this.#session.catalogue
  }

  /** What the server offers now, or offered last where it can't be reached. */
  async catalogue(signal: AbortSignal): Promise<Catalogue> {
    try {
      await this.#session.open(signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof CallFailure)) throw error
    }
    return this.#session.catalogue
  }

  /**
   * One call, its waits included within its timeout, which counts from `beganMs`. A caller that stops it gets its own
   * reason thrown.
   */
  async call(
    tool: string,
    args: JsonObject,
    options: ToolCallOptions,
    beganMs = performance.now(),
  ): Promise<ToolOutcome> {
    options.signal.throwIfAborted()
    const { name, timeoutMs: serverMs } = this.#options.server
    const admission = this.#limits.breaker.admit()
    if (!admission.goes) {
      return failed('tool-resting', true, `${name} failed too often just now and is left alone for a while.`)
    }
    try {
      const outcome = await this.#callInTime(tool, args, {
        ...options,
        timeoutMs: options.timeoutMs ?? serverMs,
        beganMs,
      })
      this.#learn(outcome)
      return outcome
    } catch (error) {
      this.#limits.breaker.forgotten()
      throw error
    }
  }

  async #callInTime(
    tool: string,
    args: JsonObject,
    options: CallBegun & { readonly timeoutMs: number },
  ): Promise<ToolOutcome> {
    const timeoutMs = Math.max(0, options.timeoutMs - (performance.now() - options.beganMs))
    const stop = new AbortController()
    const onAbort = (): void => stop.abort(options.signal.reason)
    const onLate = (): void =>
      stop.abort(new CallFailure(`No answer in ${options.timeoutMs} ms.`, { code: 'tool-timeout', certain: true }))
    const timer = setTimeout(onLate, timeoutMs)
    options.signal.addEventListener('abort', onAbort, { once: true })
    try {
      const waitMs = this.#limits.rate.take(timeoutMs)
      if (waitMs === null) return this.#outcome(tool, TOO_MANY)
      if (waitMs > 0) this.#tellOfWait(tool, waitMs)
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

  #learn(outcome: ToolOutcome): void {
    if (!learnFrom(outcome, this.#limits.breaker) || outcome.ok) return
    const { log, server } = this.#options
    const { restMs } = this.#limits.breaker
    log.warn({ event: 'tool-server-resting', server: server.name, code: outcome.code, restMs })
  }

  #tellOfWait(tool: string, waitMs: number): void {
    const { log, server } = this.#options
    log.info({ event: 'tool-call-waits', server: server.name, tool, waitMs: Math.ceil(waitMs) })
  }

  /** Closes once the calls that are under way have ended: another connection has taken this one's place. */
  retire(): Promise<void> {
    return this.#session.retire()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#session[Symbol.asyncDispose]()
  }

  /**
   * In a new session where the old one is of no use any more. Twice only what changes nothing, and what surely did nothing:
   * it was refused because the server no longer knew us, or was turned away and may be repeated in any case.
   */
  async #callOnce(tool: string, args: JsonObject, options: CallBegun): Promise<ToolOutcome> {
    const first = await this.#session.open(options.signal)
    try {
      return await this.#callIn(first, tool, args, options)
    } catch (error) {
      if (!(error instanceof CallFailure) || !error.isSessionGone) throw error
      this.#session.leave(first)
      if (!mayGoAgain(error, options)) {
        this.#renew()
        return { ...this.#outcome(tool, error), isSessionGone: true }
      }
    }
    return await this.#callIn(await this.#session.open(options.signal), tool, args, options)
  }

  /** Whoever calls next finds a session; one that can't be had is a failure of the server, as any other. */
  #renew(): void {
    const { signal } = new AbortController()
    this.#session.open(signal).catch((error: unknown) => {
      if (error instanceof CallFailure) this.#learn(this.#outcome('a new session', error))
    })
  }

  async #callIn(session: Session, tool: string, args: JsonObject, options: CallBegun): Promise<ToolOutcome> {
    const offered = this.#session.catalogue.get(tool)
    if (offered === undefined)
      return failed('tool-unknown', true, `${this.#options.server.name} doesn't offer ${tool}.`)
    if (offered.definition.hash !== options.definitionHash) {
      return failed('tool-changed', true, `${tool} isn't defined as it was when it was accepted.`)
    }
    if (offered.fault) {
      const reason = schemaFaultText(offered.fault)
      return { ...failed('tool-schema-unusable', true, `${tool} ${reason}.`), reason }
    }
    if (!offered.takes(args)) {
      return failed('tool-arguments-invalid', true, `${tool} doesn't take these arguments, by its own schema.`)
    }
    const hasWaited = performance.now() - options.beganMs > AT_ONCE_MS
    if (hasWaited && options.mayStillGo && !(await options.mayStillGo())) {
      return failed('tool-stopped', true, `${tool} was stopped while this call waited.`)
    }
    const sent = {
      signal: options.signal,
      timeoutMs: options.timeoutMs ?? this.#options.server.timeoutMs,
      idempotencyKey: options.idempotencyKey ?? null,
    }
    return readResult(offered, await session.call(offered.name, args, sent), this.#options.log)
  }

  #outcome(tool: string, failure: CallFailure): Extract<ToolOutcome, { ok: false }> {
    const { log, server } = this.#options
    log.debug({
      event: 'tool-call-failed',
      tool,
      code: failure.code,
      certain: failure.certain,
      cause: String(failure.cause),
    })
    const outcome = failed(failure.code, failure.certain, `${tool} at ${server.name}: ${failure.message}`)
    return {
      ...outcome,
      ...(failure.retryAfterMs !== null && { retryAfterMs: failure.retryAfterMs }),
      ...(failure.error !== null && { error: failure.error }),
    }
  }
}

function mayGoAgain({ certain, isSessionLost }: CallFailure, { isRead, isRepeatable }: ToolCallOptions): boolean {
  return isRead === true || (certain && (isSessionLost || isRepeatable === true))
}
