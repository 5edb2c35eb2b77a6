import { AppError } from '#core/errors.ts'
import { startParley, type TestParley } from '../test/helpers/parley.ts'
import { startTestShop } from '../test/helpers/shop.ts'

/**
 * A server with an example shop and a database of its own, made when a case needs it. What a plan did counts in the next
 * one's windows, so after that the stage is cleared and the next case gets another.
 */
export class Stage implements AsyncDisposable {
  readonly #environment: Readonly<Record<string, string>>
  #closing = new AsyncDisposableStack()
  #server: TestParley | null = null
  #failure: Error | null = null

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment
  }

  /** Throws, with the server's last words, where it doesn't start; no other case tries it again then. */
  async server(): Promise<TestParley> {
    if (this.#failure) throw this.#failure
    try {
      this.#server ??= await this.#startOrAgain()
      return this.#server
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error))
      throw this.#failure
    }
  }

  async clear(): Promise<void> {
    const closing = this.#closing
    this.#closing = new AsyncDisposableStack()
    this.#server = null
    await closing.disposeAsync()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }

  // Cases are there to judge the agent, and a machine at its limit may keep its tools from answering in time.
  async #startOrAgain(): Promise<TestParley> {
    try {
      return await this.#start()
    } catch (error) {
      if (!(error instanceof AppError) || !error.retryable) throw error
      await this.clear()
      return await this.#start()
    }
  }

  async #start(): Promise<TestParley> {
    const closing = this.#closing
    const scope = { isTest: false, after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) } as const
    return startParley(scope, { shop: await startTestShop(scope), environment: this.#environment })
  }
}
