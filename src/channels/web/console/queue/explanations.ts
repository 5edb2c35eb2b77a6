import { AppError } from '#core/errors.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ExplanationView } from '#contract/explanation.ts'
import * as wire from '#contract/wire.ts'
import { rulesTexts } from '#cards/texts/rules-texts.ts'
import type { Client } from '#channels/client/client.ts'

/** What is known of why the rules decided on a plan as they did. */
export type Explanation =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly explained: ExplanationView }
  | { readonly state: 'failed'; readonly why: string }

export interface ExplanationsOptions {
  readonly client: Client
  readonly signal: AbortSignal
  /** The plan whose card is open. */
  open(): PlanView | null
  changed(): void
  /** A sentence for a screen reader. */
  say(text: string): void
  signedOut(): void
}

/**
 * Why the rules decided as they did, of each plan whose rules somebody opened. Nothing is read before: it costs the server
 * a judgement.
 */
export class Explanations {
  readonly #options: ExplanationsOptions
  readonly #opened = new Set<string>()
  readonly #known = new Map<string, Explanation & { readonly digest: string | null }>()

  constructor(options: ExplanationsOptions) {
    this.#options = options
  }

  /** Reads again what could not be read. */
  again(): void {
    const plan = this.#options.open()
    if (plan === null) return
    this.#known.delete(plan.id)
    this.look(plan)
  }

  /** Reads it where it is open and isn't known of the plan as it is now. */
  look(plan: PlanView): void {
    if (this.#opened.has(plan.id) && this.#known.get(plan.id)?.digest !== plan.digest) void this.#read(plan)
  }

  /** Null where nobody asked, or where it is about the plan as it was before. */
  of({ id, digest }: PlanView): Explanation | null {
    const known = this.#known.get(id)
    return known?.digest === digest ? known : null
  }

  /** A fold was opened or closed. */
  toggled(target: EventTarget | null): void {
    const plan = this.#options.open()
    if (!(target instanceof HTMLDetailsElement) || target.dataset.detail !== 'rules' || plan === null) return
    if (!target.open) return void this.#opened.delete(plan.id)
    this.#opened.add(plan.id)
    if (this.#known.get(plan.id)?.state === 'failed') this.again()
    else this.look(plan)
  }

  async #read({ id, digest }: PlanView): Promise<void> {
    const { client, signal, signedOut, changed, say } = this.#options
    this.#known.set(id, { state: 'reading', digest })
    changed()
    try {
      const explained = await client.ask(wire.explainPlan, { planId: id }, { signal })
      if (this.#known.get(id)?.digest !== digest) return
      this.#known.set(id, { state: 'read', explained, digest })
      say(rulesTexts.card.heard(explained.effects.flatMap(({ rules }) => rules).length))
    } catch (error) {
      if (signal.aborted || this.#known.get(id)?.digest !== digest) return
      if (!(error instanceof AppError)) throw error
      if (error.status === 401) {
        signedOut()
        return
      }
      // Without a connection the whole page says so already.
      const why = error.code === 'connection-lost' ? '' : error.message
      this.#known.set(id, { state: 'failed', why, digest })
    }
    changed()
  }
}
