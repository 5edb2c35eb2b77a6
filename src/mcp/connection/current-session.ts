import type { Catalogue } from '../catalogue/read-catalogue.ts'
import { CallFailure } from './call-failure.ts'
import type { ConnectionState } from './server-limits.ts'
import { Session, type SessionOptions } from './session.ts'
import { waitFor } from './wait-for.ts'

/** The session through which calls to a server go now: opened when one is needed, and anew once it is lost. */
export class CurrentSession implements AsyncDisposable {
  readonly #options: SessionOptions
  #current: Session | null = null
  #opening: Promise<Session> | null = null
  readonly #retiring = new Set<Promise<void>>()
  readonly #closing = new AbortController()
  #catalogue: Catalogue = new Map()
  #state: ConnectionState = { ok: true, detail: 'not connected yet', isResting: false }

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Whether the server could be reached when it was last tried. */
  get state(): ConnectionState {
    return this.#state
  }

  /** What the server offered when it was last asked. */
  get catalogue(): Catalogue {
    return this.#catalogue
  }

  /** A session whose list of tools is believed. Throws a `CallFailure`, or the signal's reason. */
  open(signal: AbortSignal): Promise<Session> {
    return this.#believed(signal, { isSecondTry: false })
  }

  /** Calls go through another from now on; this one closes once those under way in it have ended. */
  leave(session: Session): void {
    if (this.#current !== session) return
    this.#current = null
    const retiring = session.retire().finally(() => this.#retiring.delete(retiring))
    this.#retiring.add(retiring)
  }

  /** Closes once the calls that are under way have ended. */
  async retire(): Promise<void> {
    const session = this.#current ?? (await this.#opening?.catch(() => null)) ?? null
    if (session !== null) this.leave(session)
    await this[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    const opening = await this.#opening?.catch(() => null)
    const sessions = [this.#current, opening].filter((session) => session != null)
    this.#current = null
    await Promise.all([...this.#retiring, ...sessions.map(async (session) => await session[Symbol.asyncDispose]())])
  }

  async #believed(signal: AbortSignal, { isSecondTry }: { readonly isSecondTry: boolean }): Promise<Session> {
    const current = this.#current
    const believed = current?.believed ?? null
    if (current !== null && believed !== null) {
      // Whoever had it opened, or its tools listed anew, may have waited no longer: then nobody has seen what it offers.
      this.#remember(believed)
      return current
    }
    try {
      const session = await waitFor(this.#opened(), signal)
      this.#remember(await waitFor(session.catalogue(), signal))
      return session
    } catch (error) {
      if (!(error instanceof CallFailure) || signal.aborted) throw error
      if (current !== null) this.leave(current)
      if (current === null || isSecondTry) throw this.#noted(error)
    }
    return await this.#believed(signal, { isSecondTry: true })
  }

  async #opened(): Promise<Session> {
    if (this.#current?.isOver === true) this.leave(this.#current)
    if (this.#current !== null) return this.#current
    this.#opening ??= this.#open().finally(() => (this.#opening = null))
    return await this.#opening
  }

  async #open(): Promise<Session> {
    const { signal } = this.#closing
    const session = await Session.open(this.#options, signal)
    if (signal.aborted) await session[Symbol.asyncDispose]()
    else this.#current = session
    return session
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
    this.#state = { ok: true, isResting: false, detail: `connected, ${catalogue.size} declared tools offered` }
  }

  #noted(error: CallFailure): CallFailure {
    if (this.#state.ok) {
      this.#options.log.warn({
        event: 'tool-server-unreachable',
        server: this.#options.server.name,
        detail: error.message,
      })
    }
    this.#state = { ok: false, isResting: false, detail: error.message }
    return error
  }
}
