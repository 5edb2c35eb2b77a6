import { AppError } from '#errors.ts'
import type { PassageView } from '#graph/contract.ts'
import type { Client } from './client.ts'

/** A passage as far as it is known here. `gone`: it may no longer be read. `lost`: nobody answered. */
export type KnownPassage =
  { readonly state: 'reading' | 'gone' | 'lost' } | { readonly state: 'read'; readonly passage: PassageView }

/** The passages that answers quote, each read once, when something of it is first shown. */
export class Passages {
  readonly #known = new Map<string, KnownPassage>()
  readonly #options: { readonly client: Client; readonly signal: AbortSignal; readonly onChange: () => void }

  constructor(options: { client: Client; signal: AbortSignal; onChange: () => void }) {
    this.#options = options
  }

  get(passageId: string): KnownPassage {
    const known = this.#known.get(passageId)
    if (known !== undefined) return known
    this.#known.set(passageId, { state: 'reading' })
    void this.#read(passageId)
    return { state: 'reading' }
  }

  /** Reads again what couldn't be read. */
  again(passageIds: readonly string[]): void {
    for (const id of passageIds) if (this.#known.get(id)?.state === 'lost') this.#known.delete(id)
    this.#options.onChange()
  }

  async #read(passageId: string): Promise<void> {
    const { client, signal, onChange } = this.#options
    try {
      this.#known.set(passageId, { state: 'read', passage: await client.readPassage(passageId, signal) })
    } catch (error) {
      if (signal.aborted) return
      const isLost = error instanceof AppError && error.retryable
      this.#known.set(passageId, { state: isLost ? 'lost' : 'gone' })
    }
    onChange()
  }
}
