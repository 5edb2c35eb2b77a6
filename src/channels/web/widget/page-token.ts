import { AppError } from '#core/errors.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Token } from '../browser/client.ts'

/** A page's script may come after ours. */
const WAIT_MS = 3_000

/**
 * The token that a page gives the chat. It is kept here alone: never in an attribute, in storage or in an address. What is
 * wrong with it is told to the page's developer in the browser's console, once.
 */
export class PageToken {
  readonly #given = Promise.withResolvers<void>()
  readonly #told = new Set<string>()
  #token: string | null = null
  #getToken: Token | null = null

  get token(): string | null {
    return this.#token
  }

  set token(token: string | null) {
    this.#token = token
    if (token !== null) this.#given.resolve()
  }

  get getToken(): Token | null {
    return this.#getToken
  }

  set getToken(getToken: Token | null) {
    this.#getToken = getToken
    if (getToken !== null) this.#given.resolve()
  }

  /** Null where none is given on a page of the server itself: its cookie counts. */
  source(server: string): Token | null {
    return this.#isMissing && new URL(server).origin === location.origin ? null : () => this.#read()
  }

  /** The server let nobody in by it. */
  refused(): void {
    if (!this.#isMissing) this.#tell('the server refused the token (401). Is it expired, or made for another server?')
  }

  get #isMissing(): boolean {
    return this.#token === null && this.#getToken === null
  }

  async #read(): Promise<string> {
    if (this.#isMissing) await Promise.race([this.#given.promise, new Promise((later) => setTimeout(later, WAIT_MS))])
    const isMissing = this.#isMissing
    const token: unknown = await this.#asked()
    if (typeof token === 'string' && token !== '') return token
    this.#tell(
      isMissing
        ? 'this page gives it no token. On a page that isn’t Parley’s own set its property getToken, or token.'
        : `${this.#getToken === null ? 'token' : 'getToken'} gave ${token === '' ? 'an empty text' : typeof token} and no token.`,
    )
    throw new AppError(screenTexts.chat.notHere, { code: 'no-token' })
  }

  async #asked(): Promise<string | null> {
    try {
      return this.#getToken === null ? this.#token : await this.#getToken()
    } catch (error) {
      this.#tell(`getToken failed: ${String(error)}`)
      throw error
    }
  }

  #tell(what: string): void {
    if (this.#told.has(what)) return
    this.#told.add(what)
    console.warn(`<parley-chat>: ${what} See docs/how-to/embed-the-chat.md.`)
  }
}
