import type { PlanView } from '#contract/plan.ts'
import type { CardState } from '../browser/card-state.ts'
import type { CardAct, PlanCards, PlanCardsOptions } from '../browser/plan-cards.ts'

type CardPart = typeof import('./card-part.ts')

/** The part that draws cards, as a chat asks for it. */
export interface CardSource {
  need(): void
  readonly arrived: Promise<CardPart>
}

export interface LaterCardsOptions extends PlanCardsOptions {
  readonly source: CardSource
}

/** The cards of a chat: what draws them is loaded with the first plan. */
export class LaterCards {
  readonly #options: LaterCardsOptions
  /** What was read before there was a card to draw it on, and whether that was news. */
  readonly #kept = new Map<string, { readonly plan: PlanView; readonly isNews: boolean }>()
  #made: { readonly part: CardPart; readonly cards: PlanCards } | null = null
  #isQuiet = false

  constructor(options: LaterCardsOptions) {
    this.#options = options
    void options.source.arrived.then((part) => {
      if (!options.signal.aborted) this.#make(part)
    })
  }

  /** What draws them; null until it is loaded. */
  get part(): CardPart | null {
    return this.#made?.part ?? null
  }

  get(planId: string): CardState | null {
    return this.#made?.cards.get(planId) ?? null
  }

  /** Whether a plan was read whose card can't be drawn yet. */
  isKept(planId: string): boolean {
    return this.#kept.has(planId)
  }

  /** A plan is being made or read. */
  need(): void {
    if (this.#made === null) this.#options.source.need()
  }

  /** Takes a plan as it was just read; `isNews` where its reader wasn't there for it before. */
  take(plan: PlanView, isNews: boolean): void {
    if (this.#made !== null) return this.#made.cards.take(plan)
    this.#kept.set(plan.id, { plan, isNews })
    this.need()
  }

  act(planId: string, act: CardAct): void {
    this.#made?.cards.act(planId, act)
  }

  #make(part: CardPart): void {
    const onSay = (text: string): void => {
      if (!this.#isQuiet) this.#options.onSay(text)
    }
    const cards = new part.PlanCards({ ...this.#options, onSay })
    this.#made = { part, cards }
    for (const { plan, isNews } of this.#kept.values()) {
      this.#isQuiet = !isNews
      cards.take(plan)
    }
    this.#isQuiet = false
    this.#kept.clear()
  }
}
