import { AppError } from '#core/errors.ts'
import type { ViewPlace } from '../view.ts'
import type { Conversation } from './context.ts'

/** What was said before each plan that was opened, read once. */
export class Conversations {
  readonly #place: Pick<ViewPlace, 'client' | 'signal'>
  readonly #changed: () => void
  readonly #known = new Map<string, Conversation>()

  constructor(place: Pick<ViewPlace, 'client' | 'signal'>, changed: () => void) {
    this.#place = place
    this.#changed = changed
  }

  of(planId: string): Conversation {
    return this.#known.get(planId) ?? { state: 'reading' }
  }

  /** Reads it where nobody has yet. */
  look(planId: string): void {
    if (!this.#known.has(planId)) void this.#read(planId)
  }

  /** What could not be read is read again when it is looked at next. */
  recover(): void {
    for (const [id, { state }] of this.#known) if (state === 'failed') this.#known.delete(id)
  }

  async #read(planId: string): Promise<void> {
    const { client, signal } = this.#place
    this.#known.set(planId, { state: 'reading' })
    try {
      this.#known.set(planId, { state: 'read', messages: await client.listPlanMessages(planId, signal) })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AppError)) throw error
      this.#known.set(planId, { state: 'failed' })
    }
    this.#changed()
  }
}
