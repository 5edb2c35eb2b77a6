import { AppError } from '#core/errors.ts'

/** What stands beside a plan, as far as it could be read. */
export type Read<T> =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly value: T }
  | { readonly state: 'failed' }

/** Something about each plan that was opened, read once. */
export class ReadOnce<T> {
  readonly #read: (key: string) => Promise<T>
  readonly #signal: AbortSignal
  readonly #changed: () => void
  readonly #known = new Map<string, Read<T>>()

  constructor(read: (key: string) => Promise<T>, signal: AbortSignal, changed: () => void) {
    this.#read = read
    this.#signal = signal
    this.#changed = changed
  }

  of(key: string): Read<T> {
    return this.#known.get(key) ?? { state: 'reading' }
  }

  /** Reads it where nobody has yet. */
  look(key: string): void {
    if (!this.#known.has(key)) void this.#keep(key)
  }

  /** What could not be read is read again when it is looked at next. */
  recover(): void {
    for (const [key, { state }] of this.#known) if (state === 'failed') this.#known.delete(key)
  }

  async #keep(key: string): Promise<void> {
    this.#known.set(key, { state: 'reading' })
    try {
      this.#known.set(key, { state: 'read', value: await this.#read(key) })
    } catch (error) {
      if (this.#signal.aborted) return
      if (!(error instanceof AppError)) throw error
      this.#known.set(key, { state: 'failed' })
    }
    this.#changed()
  }
}
