import type { Scope } from '../test/helpers/database.ts'

/** What a figure opens is closed in the opposite order, by `await using`. */
export class Closing implements AsyncDisposable, Scope {
  readonly isTest = false
  readonly #stack = new AsyncDisposableStack()

  after(cleanUp: () => Promise<void>): void {
    this.#stack.defer(cleanUp)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync()
  }
}
