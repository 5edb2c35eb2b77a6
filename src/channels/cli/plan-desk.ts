import { AppError } from '#core/errors.ts'
import { texts } from '#cards/texts/texts.ts'
import type { Client } from '../client/client.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { planSignature, waitsForReader } from '#cards/drawing/plan-state.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { waitingPlans } from './waiting-plans.ts'

/** What a desk needs to show plans. */
export interface DeskOptions {
  readonly api: Client
  readonly reader: Viewer
  print(card: string, runId: string): void
  /** A sentence beside the cards. */
  note(text: string): void
  /** What goes on for a moment, where that can be shown. */
  status(text: string | null): void
  /** A card that asks its reader lies before them now. */
  shown(planId: string): void
  /** A plan's card; `before` where the same plan was shown differently. */
  card(plan: PlanView, extra: { readonly before: PlanView | null; readonly keys: boolean }): string
}

/**
 * The plans on one screen: which card lies on top and waits for this reader, what waits behind it, and what changed
 * since it was last shown. The one on top stays there until it is answered: nothing moves under the finger.
 */
export class PlanDesk {
  readonly #options: DeskOptions
  readonly #shown = new Map<string, { readonly signature: string; readonly plan: PlanView }>()
  readonly #announced = new Set<string>()
  readonly #watched = new Set<string>()
  #waiting: readonly PlanView[] = []
  #topSince = 0
  #applying: string | null = null

  constructor(options: DeskOptions) {
    this.#options = options
  }

  /** The plan on top, as it was last shown. */
  get top(): PlanView | null {
    const first = this.#waiting[0]
    return first === undefined ? null : (this.#shown.get(first.id)?.plan ?? first)
  }

  /** Whether the card on top is so new that whoever pressed a key may have meant the one before. */
  get isTopNew(): boolean {
    return performance.now() - this.#topSince < INERT_MS
  }

  /** Shows what is new about a plan: its card when it lies on top or is settled, one line when it waits behind. */
  take(plan: PlanView, extra: { readonly again?: boolean } = {}): void {
    const place = this.#waiting.findIndex((other) => other.id === plan.id)
    if (extra.again === true) this.#shown.delete(plan.id)
    if (waitsForReader(plan, this.#options.reader)) {
      this.#waiting = place < 0 ? [...this.#waiting, plan] : this.#waiting.with(place, plan)
      if (this.#waiting[0]?.id === plan.id) this.#show(plan, true)
      else this.#announce(plan)
      return
    }
    this.#waiting = this.#waiting.filter((other) => other.id !== plan.id)
    this.#tellProgress(plan)
    if (!UNSETTLED.has(plan.status)) {
      // What this reader may say something to isn't settled yet.
      if (plan.mayResolve) this.#watched.add(plan.id)
      else this.#watched.delete(plan.id)
      this.#show(plan, false)
    }
    if (place === 0) this.#showNext()
  }

  /** Lays the waiting plan on top whose id ends so, and shows it; false where none does. */
  putOnTop(shortId: string): boolean {
    const end = shortId.toLowerCase()
    const plan = this.#waiting.find((other) => other.id.replaceAll('-', '').endsWith(end))
    if (plan === undefined) return false
    if (plan === this.#waiting[0]) return true
    this.#waiting = [plan, ...this.#waiting.filter((other) => other !== plan)]
    this.#shown.delete(plan.id)
    this.#show(plan, true)
    return true
  }

  /** Follows a plan until it is settled, also where no stream tells of it. */
  watch(planId: string): void {
    this.#watched.add(planId)
  }

  /** Takes a plan off the desk that this reader can't see any more. */
  drop(planId: string): void {
    const wasTop = this.#waiting[0]?.id === planId
    this.#waiting = this.#waiting.filter((plan) => plan.id !== planId)
    this.#watched.delete(planId)
    if (wasTop) this.#showNext()
  }

  /** Asks the server what waits for this reader now, and how the watched plans are. */
  async refresh(signal: AbortSignal): Promise<void> {
    const { api, reader } = this.#options
    const { unknown, undecided: equals } = await waitingPlans({ api, reader }, signal)
    const undecided = equals.flatMap(({ all }) => all)
    const known = new Set(undecided.map((plan) => plan.id))
    const gone = this.#waiting.filter((plan) => !known.has(plan.id)).map((plan) => plan.id)
    for (const id of new Set([...gone, ...this.#watched])) await this.reread(id, signal)
    for (const plan of [...unknown, ...undecided]) this.take(plan)
  }

  async reread(planId: string, signal: AbortSignal, extra: { readonly again?: boolean } = {}): Promise<void> {
    try {
      this.take(await this.#options.api.readPlan(planId, signal), extra)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      this.drop(planId)
    }
  }

  // Said while it lasts: also of a plan that was asked for elsewhere, whose end no stream of this screen tells.
  #tellProgress(plan: PlanView): void {
    if (plan.status === 'applying') this.#options.status(applyingText(plan))
    else if (this.#applying === plan.id) this.#options.status(null)
    else return
    this.#applying = plan.status === 'applying' ? plan.id : null
  }

  #show(plan: PlanView, keys: boolean): void {
    const signature = planSignature(plan)
    const before = this.#shown.get(plan.id) ?? null
    if (before?.signature === signature) return
    this.#shown.set(plan.id, { signature, plan })
    if (keys) {
      this.#topSince = performance.now()
      this.#options.shown(plan.id)
    }
    this.#options.print(this.#options.card(plan, { before: before?.plan ?? null, keys }), plan.runId)
  }

  #announce(plan: PlanView): void {
    if (this.#announced.has(plan.id) || this.#shown.has(plan.id)) return
    this.#announced.add(plan.id)
    this.#options.note(texts.queue.more(visibleText(plan.title), shortPlanId(plan.id)))
  }

  #showNext(): void {
    const next = this.#waiting[0]
    if (next !== undefined) this.#show(next, true)
  }
}

const INERT_MS = 700

const UNSETTLED: ReadonlySet<PlanView['status']> = new Set(['making', 'applying'])

function applyingText({ effects, decisions }: PlanView): string {
  const step = Math.min(effects.filter(({ state }) => state === 'succeeded').length + 1, effects.length)
  return texts.chat.applying(step, effects.length, decisions.length === 0)
}
