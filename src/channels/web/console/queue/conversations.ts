import { listPlanMessages } from '#channels/client/plan-calls.ts'
import { AppError } from '#core/errors.ts'
import type { Client } from '#channels/client/client.ts'
import type { MessageView } from '#contract/message.ts'

/** The conversation before a plan, as far as it could be read. */
export type Conversation =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly messages: readonly MessageView[] }
  | { readonly state: 'failed' }

/** What was said before each plan that was opened, read once. */
export class Conversations {
  readonly #place: { readonly client: Client; readonly signal: AbortSignal }
  readonly #changed: () => void
  readonly #known = new Map<string, Conversation>()

  constructor(place: { readonly client: Client; readonly signal: AbortSignal }, changed: () => void) {
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
      this.#known.set(planId, { state: 'read', messages: await listPlanMessages(client, planId, signal) })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AppError)) throw error
      this.#known.set(planId, { state: 'failed' })
    }
    this.#changed()
  }
}
