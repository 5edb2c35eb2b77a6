import type { AppError } from '#core/errors.ts'
import type { CardDetails } from '../browser/card-props.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { RefusedPress } from '#cards/drawing/refused-press.ts'
import { alsoInLanguages, inLanguage } from '#cards/texts/spoken-language.ts'
import { h, type Child } from '../browser/element.ts'
import type { ReaderPart } from '../browser/open-reader.ts'
import { shownText } from '../browser/shown-text.ts'
import { lent } from './lent.ts'
import type { PassedOn } from './long-messages.ts'
import { pendingReader } from './pending-reader.ts'

type Part = typeof import('./more-part.ts')

/** The hash of the part that this script was built with. */
declare const MORE_HASH: string
/** The languages that there are texts of beside English. */
declare const LATER_LANGUAGES: readonly string[]

const words = screenTexts.more

// For all chats of a page.
let part: Part | null = null
let tries = 0

/** Fills in as the part comes. Its rules come before those of the chat, which change some of them. */
export const LATER_SHEET = new CSSStyleSheet()

/**
 * What the chat loads when it is first needed: the document beside an answer, what stands in a card's folds, and the texts
 * of other languages than English. Until it is there its place says so, and where it can't be loaded, with a way to try
 * again.
 */
export class More {
  readonly #origin: string
  readonly #changed: () => void
  #state: 'unasked' | 'loading' | 'lost' = 'unasked'

  constructor(origin: string, changed: () => void) {
    this.#origin = origin
    this.#changed = changed
  }

  /** Loads it where that wasn't tried yet. */
  need(): void {
    if (part === null && this.#state === 'unasked') void this.#load()
  }

  /** Whether the texts of a language are on their way; asks for them where it isn't the one that this script is in. */
  awaitsLanguage(code: string | null): boolean {
    if (code === null || !LATER_LANGUAGES.includes(code.split('-', 1)[0] ?? '')) return false
    this.need()
    return this.#state === 'loading'
  }

  readonly reader: ReaderPart = {
    reader: (props) => {
      this.need()
      return part?.reader(props) ?? pendingReader(props, this.#pending({ role: 'status' }))
    },
    showOpenQuote: (place) => part?.showOpenQuote(place) ?? false,
  }

  readonly details: CardDetails = {
    opened: () => this.need(),
    get questions() {
      return part
    },
    content: (name, props) => part?.detailContent(name, props) ?? this.#pending({}),
  }

  /** A long message folded; whole until that can be. */
  folded(text: string): Child {
    this.need()
    return part?.foldedText(text) ?? shownText(text)
  }

  /** The button by which its author says that a message is their own request. */
  ownRequest(passedOn: Omit<PassedOn, 'changed'>): Child {
    this.need()
    return part?.ownRequestButton({ ...passedOn, changed: this.#changed }) ?? this.#pending({})
  }

  /** Lets the bar beside an open document be moved; it is drawn anew when it can be. */
  makeHandle(handle: HTMLElement, place: HTMLElement): void {
    part?.makeHandle(handle, place)
  }

  /** Why a press wasn't taken, and what leads on. Where its words can't be loaded, what the server said. */
  async refusal(error: AppError, language: string): Promise<RefusedPress> {
    // A card waits for its words no longer than somebody who looks at it does.
    if (part === null) await Promise.race([this.#load(), new Promise((resolve) => setTimeout(resolve, 3_000))])
    const told = part && inLanguage(language, part.refusedPress.bind(null, error))
    const { code, message, retryable } = error
    const [words, lead] = retryable
      ? ([screenTexts.card.notHeardThen, 'try-again'] as const)
      : ([message, 'look-again'] as const)
    return told ?? { code, words, lead, handOverId: null, at: null }
  }

  get isHere(): boolean {
    return part !== null
  }

  async #load(): Promise<void> {
    this.#state = 'loading'
    this.#changed()
    try {
      take(await loaded(this.#origin))
      this.#state = 'unasked'
    } catch {
      this.#state = 'lost'
    }
    this.#changed()
  }

  // A card's folds hold it while they are closed, too, where nobody is to be told.
  #pending(told: { readonly role?: 'status' }): Child {
    if (this.#state !== 'lost') return h('p', { key: 'pending', ...told }, words.loading)
    const again = (): void => void this.#load()
    return h(
      'p',
      { key: 'lost', role: 'alert' },
      `${words.lost} `,
      h('button', { type: 'button', class: 'b', on: { click: again } }, screenTexts.chat.again),
    )
  }
}

// A browser may remember that an address gave nothing, so that each try has its own.
async function loaded(origin: string): Promise<Part> {
  const { default: made }: { default: (lend: typeof lent) => Part } = await import(
    `${origin}/widget-more/${MORE_HASH}${tries === 0 ? '' : `?try=${tries}`}`
  ).finally(() => (tries += 1))
  return made(lent)
}

function take(found: Part): void {
  if (part !== null) return
  part = found
  LATER_SHEET.replaceSync(found.LATER_STYLES)
  alsoInLanguages(found.TRANSLATIONS)
}
