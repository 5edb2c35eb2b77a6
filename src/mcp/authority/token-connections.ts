import { createHash } from 'node:crypto'
import type { ToolServer } from '#agents/contract.ts'
import type { Secret } from '#core/secret.ts'
import { CallFailure } from '../connection/call-failure.ts'
import type { ServerLimits } from '../connection/server-limits.ts'
import type { SessionOptions } from '../connection/session.ts'
import { ToolConnection } from '../connection/tool-connection.ts'
import type { ServerToken } from './token-endpoint.ts'

export interface TokenConnectionsOptions extends Omit<SessionOptions, 'server'> {
  readonly server: Extract<ToolServer, { transport: 'http' }>
}

interface Held {
  readonly connection: ToolConnection
  readonly usedUntilMs: number
  /** What its token was exchanged for, as a hash: another sign-in is another token. */
  readonly subject: string
}

/** As many connections as are kept open at once; the one that was used longest ago goes first. */
const MOST = 100

/** Connections to one tool server, each with a token of its own, for as long as that one lives. */
export class TokenConnections implements AsyncDisposable {
  readonly #options: TokenConnectionsOptions
  readonly #limits: ServerLimits
  readonly #held = new Map<string, Held>()
  readonly #opening = new Map<string, Promise<Held>>()
  readonly #leaving = new Map<ToolConnection, Promise<void>>()
  #isClosed = false

  /** `limits` hold for all of them together. */
  constructor(options: TokenConnectionsOptions, limits: ServerLimits) {
    this.#options = options
    this.#limits = limits
  }

  /**
   * The connection of `owner`, opened anew where its token has ended or was another subject's. Throws a `CallFailure`,
   * once these are closed too.
   */
  async of(owner: string, subject: Secret | null, getToken: () => Promise<ServerToken>): Promise<ToolConnection> {
    const subjectHash = createHash('sha256')
      .update(subject?.reveal() ?? '')
      .digest('hex')
    const held = this.#held.get(owner)
    if (held && held.subject === subjectHash && performance.now() < held.usedUntilMs) {
      this.#held.delete(owner)
      this.#held.set(owner, held)
      return held.connection
    }
    // Never another subject's, not even the same person's.
    const key = `${owner} ${subjectHash}`
    const opening =
      this.#opening.get(key) ?? this.#open(owner, subjectHash, getToken).finally(() => void this.#opening.delete(key))
    this.#opening.set(key, opening)
    return (await opening).connection
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    const held = [...this.#held.values()].map(({ connection }) => connection)
    this.#held.clear()
    // Those that are left wait for what is under way in them, a server that says nothing among it, until they are ended.
    const ended = [...held, ...this.#leaving.keys()].map((connection) => connection[Symbol.asyncDispose]())
    await Promise.all([...ended, ...this.#leaving.values()])
  }

  async #open(owner: string, subject: string, getToken: () => Promise<ServerToken>): Promise<Held> {
    const { token, usedUntilMs } = await getToken()
    // One that is kept from now on is closed by nobody.
    if (this.#isClosed) {
      throw new CallFailure('The connections to it are closed.', { code: 'tool-unreachable', certain: true })
    }
    this.#leave(owner)
    const held = { connection: this.#connect(token), usedUntilMs, subject }
    this.#held.set(owner, held)
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MOST) break
      this.#leave(oldest)
    }
    return held
  }

  #connect(token: Secret): ToolConnection {
    const server = { ...this.#options.server, bearer: { variable: 'its own token' } }
    return new ToolConnection({ ...this.#options, server, reference: () => token.reveal() }, this.#limits)
  }

  #leave(owner: string): void {
    const held = this.#held.get(owner)
    if (!held) return
    this.#held.delete(owner)
    const { connection } = held
    this.#leaving.set(
      connection,
      connection.retire().finally(() => void this.#leaving.delete(connection)),
    )
  }
}
