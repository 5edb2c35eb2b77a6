import type { Description } from '../browser/element.ts'
import type { Documents } from '../browser/documents.ts'
import { quotesOfPlan } from '../browser/goes-by.ts'
import type { PlanCards } from '../browser/plan-cards.ts'
import { quotesOf, type Quote } from '../browser/quotes.ts'
import { reader, showOpenQuote } from '../browser/reader.ts'
import type { Entry } from '../browser/thread-state.ts'

interface OpenQuote {
  /** The answer's or the plan's id. */
  readonly of: string
  readonly number: number
}

/** Where quotes are: the answers of a conversation, and its plans. */
interface Shown {
  readonly entries: readonly Entry[]
  readonly cards: Pick<PlanCards, 'get'>
}

function quotesIn({ of }: OpenQuote, { entries, cards }: Shown): readonly Quote[] | null {
  const card = cards.get(of)
  if (card) return quotesOfPlan(card.plan)
  const answered = entries.find((entry) => entry.kind === 'answer' && entry.id === of)
  return answered?.kind === 'answer' ? quotesOf(answered.parts) : null
}

/** Which quote of which answer or plan is open beside it, and where the keyboard goes back to. */
export class OpenReader {
  readonly #options: {
    readonly place: HTMLElement
    readonly redraw: () => void
    readonly onToggle: (open: boolean) => void
  }
  #open: OpenQuote | null = null
  #from: HTMLElement | null = null
  #placed: OpenQuote | null = null

  constructor(options: { place: HTMLElement; redraw: () => void; onToggle: (open: boolean) => void }) {
    this.#options = options
  }

  get quote(): OpenQuote | null {
    return this.#open
  }

  /** Opens a quote, with the keyboard on its document; `from` is what was pressed. */
  open(quote: OpenQuote, from: HTMLElement): void {
    this.#from = from
    this.#options.onToggle(true)
    this.#goTo(quote)
    this.#options.place.querySelector<HTMLElement>('#reader-title')?.focus({ preventScroll: true })
  }

  close(): void {
    if (this.#open === null) return
    this.#open = null
    this.#options.onToggle(false)
    this.#options.redraw()
    if (this.#from?.isConnected === true) this.#from.focus()
  }

  /** How it looks; null while none is open. */
  describe(shown: Shown, documents: Documents): Description | null {
    const open = this.#open
    const quotes = open && quotesIn(open, shown)
    if (!open || !quotes) return null
    return reader({
      quotes,
      openNumber: open.number,
      documents,
      onGo: (number) => this.#goTo({ ...open, number }),
      onClose: () => this.close(),
    })
  }

  /** After a drawing: a quote's place in its document is known once the text is there. */
  placeQuote(): void {
    if (this.#placed === this.#open) return
    if (this.#open === null || showOpenQuote(this.#options.place)) this.#placed = this.#open
  }

  // The cited sentence, or the plan's rules, stay in sight, also where the document covers most of the conversation.
  #goTo(quote: OpenQuote): void {
    this.#open = quote
    this.#options.redraw()
    this.#options.place
      .querySelector(`[data-message="${quote.of}"] .on, [data-plan="${quote.of}"] .goes-by`)
      ?.scrollIntoView({ block: 'start' })
  }
}
