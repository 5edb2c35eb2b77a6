import type { Documents } from './documents.ts'
import type { Description } from './element.ts'
import type { Quote } from './quotes.ts'
import type { ReaderProps } from './reader.ts'

/** A quote that is open, by its place among those of an answer or a plan. */
export interface OpenedQuote {
  /** The answer's or the plan's id. */
  readonly of: string
  readonly number: number
}

/** Draws the document and finds the quote in it. A chat loads that when a quote is first opened. */
export interface ReaderPart {
  reader(props: ReaderProps): Description
  showOpenQuote(place: ParentNode): boolean
}

interface OpenReaderOptions {
  readonly place: HTMLElement
  readonly part: ReaderPart
  readonly redraw: () => void
  readonly onToggle: (open: boolean) => void
}

/** Which quote of which answer or plan is open beside it, and where the keyboard goes back to. */
export class OpenReader {
  readonly #options: OpenReaderOptions
  #open: OpenedQuote | null = null
  #from: HTMLElement | null = null
  #placed: OpenedQuote | null = null

  constructor(options: OpenReaderOptions) {
    this.#options = options
  }

  get quote(): OpenedQuote | null {
    return this.#open
  }

  /** Opens a quote, with the keyboard on its document; `from` is what was pressed. */
  open(quote: OpenedQuote, from: HTMLElement): void {
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

  /** How it looks; null while none is open. `quotesOf`: those of the answer or plan that is shown under an id. */
  describe(quotesOf: (id: string) => readonly Quote[] | null, documents: Documents): Description | null {
    const open = this.#open
    const quotes = open && quotesOf(open.of)
    if (!open || !quotes) return null
    return this.#options.part.reader({
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
    if (this.#open === null || this.#options.part.showOpenQuote(this.#options.place)) this.#placed = this.#open
  }

  // The cited sentence, or the plan's rules, stay in sight, also where the document covers most of the conversation.
  #goTo(quote: OpenedQuote): void {
    this.#open = quote
    this.#options.redraw()
    this.#options.place
      .querySelector(`[data-message="${quote.of}"] .on, [data-plan="${quote.of}"] .goes-by`)
      ?.scrollIntoView({ block: 'start' })
  }
}
