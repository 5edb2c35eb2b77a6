import type { TokenExchange } from '#agents/contract.ts'
import type { JsonObject } from '#core/json.ts'
import type { Catalogue } from '../catalogue/read-catalogue.ts'
import { failed } from '../catalogue/read-result.ts'
import { CallFailure } from '../connection/call-failure.ts'
import {
  createServerLimits,
  stateOrResting,
  type ConnectionState,
  type ServerLimits,
} from '../connection/server-limits.ts'
import { ToolConnection } from '../connection/tool-connection.ts'
import { waitFor } from '../connection/wait-for.ts'
import type { Requester, SubjectToken, ToolCallOptions, ToolOutcome } from '../contract.ts'
import { TokenConnections, type TokenConnectionsOptions } from './token-connections.ts'
import { exchangeToken, ownToken } from './token-endpoint.ts'

interface RequesterConnectionOptions extends TokenConnectionsOptions {
  readonly exchange: TokenExchange
  readonly subjectToken: SubjectToken | undefined
}

/** Whose the list of tools is read as: the operator's bearer where there is one, else our client's own token. */
const OURSELVES = 'ourselves'

/**
 * The way to a tool server that acts as the requester. Each call goes with a token that was exchanged for theirs, over a
 * session that is theirs alone; the list of tools is read with a token of our own. Nobody's own token is ever sent there.
 */
export class RequesterConnection implements AsyncDisposable {
  readonly #options: RequesterConnectionOptions
  /** The server's own, so one for all requesters. */
  readonly #limits: ServerLimits
  readonly #connections: TokenConnections
  readonly #own: ToolConnection | null
  #ownNow: ToolConnection | null = null
  #tokenFailure: string | null = null

  constructor(options: RequesterConnectionOptions) {
    this.#options = options
    this.#limits = createServerLimits(options.server)
    this.#connections = new TokenConnections(options, this.#limits)
    this.#own = options.server.bearer === null ? null : new ToolConnection(options, this.#limits)
  }

  get state(): ConnectionState {
    const { breaker } = this.#limits
    if (this.#tokenFailure !== null) {
      return stateOrResting({ ok: false, detail: this.#tokenFailure, isResting: false }, breaker)
    }
    const connection = this.#own ?? this.#ownNow
    return connection?.state ?? stateOrResting({ ok: true, detail: 'not connected yet', isResting: false }, breaker)
  }

  get lastCatalogue(): Catalogue {
    return (this.#own ?? this.#ownNow)?.lastCatalogue ?? new Map()
  }

  async catalogue(signal: AbortSignal): Promise<Catalogue> {
    try {
      this.#ownNow = this.#own ?? (await waitFor(this.#ownConnection(), signal))
      this.#tokenFailure = null
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof CallFailure)) throw error
      this.#tokenFailure = error.message
      return this.lastCatalogue
    }
    return await this.#ownNow.catalogue(signal)
  }

  async call(tool: string, args: JsonObject, options: ToolCallOptions): Promise<ToolOutcome> {
    options.signal.throwIfAborted()
    const { server, log } = this.#options
    const beganMs = performance.now()
    try {
      const opened = this.#connectionOf(options.requester, options.timeoutMs ?? server.timeoutMs)
      const connection = await waitFor(opened, options.signal)
      return await connection.call(tool, args, options, beganMs)
    } catch (error) {
      options.signal.throwIfAborted()
      if (!(error instanceof CallFailure)) throw error
      log.warn({ event: 'token-exchange-failed', server: server.name, code: error.code, detail: error.message })
      return failed(error.code, error.certain, `${tool} at ${server.name}: ${error.message}`)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#own?.[Symbol.asyncDispose](), this.#connections[Symbol.asyncDispose]()])
  }

  async #ownConnection(): Promise<ToolConnection> {
    const { exchange, reference, server } = this.#options
    const signal = AbortSignal.timeout(server.timeoutMs)
    return await this.#connections.of(OURSELVES, null, async () => await ownToken(exchange, { reference, signal }))
  }

  async #connectionOf(requester: Requester | undefined, withinMs: number): Promise<ToolConnection> {
    const { exchange, reference, subjectToken } = this.#options
    const subject = (requester && (await subjectToken?.(requester))) ?? null
    if (!requester || subject === null) {
      throw new CallFailure('Nobody is signed in for whom it could act.', {
        code: 'requester-signed-out',
        certain: true,
      })
    }
    // Shared by all calls that wait for it, so no one caller's signal.
    const signal = AbortSignal.timeout(withinMs)
    const owner = JSON.stringify([requester.tenantId, requester.id])
    const getToken = async () => await exchangeToken(exchange, subject, { reference, signal })
    return await this.#connections.of(owner, subject, getToken)
  }
}
