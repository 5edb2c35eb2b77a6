import type { PlanView } from '#contract/plan.ts'
import type { Client } from '../../../client.ts'

/** Which plans the server knows to have been before their reader's eyes, once for each form that a plan takes. */
export class SeenPlans {
  readonly #client: Client
  readonly #signal: AbortSignal
  readonly #told = new Set<string>()

  constructor(client: Client, signal: AbortSignal) {
    this.#client = client
    this.#signal = signal
  }

  /** Reading it by itself is what tells the server. */
  tell({ id, digest }: PlanView): void {
    const seen = `${id} ${digest ?? ''}`
    if (document.hidden || digest === null || this.#told.has(seen)) return
    this.#told.add(seen)
    this.#client.readPlan(id, this.#signal).catch(() => this.#told.delete(seen))
  }
}
