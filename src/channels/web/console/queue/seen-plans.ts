import type { PlanView } from '#contract/plan.ts'
import type { Client } from '#channels/client/client.ts'

/** Which plans the server knows to have been before their reader's eyes, once for each form that a plan takes. */
export class SeenPlans {
  readonly #client: Client
  readonly #signal: AbortSignal
  readonly #told = new Set<string>()

  readonly #took: (plan: PlanView, asOf: number) => void

  /** What is read is handed on: it has the program that lists leave out. */
  constructor(client: Client, signal: AbortSignal, took: (plan: PlanView, asOf: number) => void) {
    this.#took = took
    this.#client = client
    this.#signal = signal
  }

  /** Reading it by itself is what tells the server. */
  tell({ id, digest }: PlanView): void {
    const seen = `${id} ${digest ?? ''}`
    if (document.hidden || this.#told.has(seen)) return
    this.#told.add(seen)
    const asOf = performance.now()
    this.#client.readPlan(id, this.#signal).then(
      (plan) => this.#took(plan, asOf),
      () => this.#told.delete(seen),
    )
  }
}
