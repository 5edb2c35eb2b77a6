import type { AppError } from '#core/errors.ts'
import type { CardDetails } from '../browser/card-props.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { RefusedPress } from '#cards/drawing/refused-press.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { h, type Child } from '../browser/element.ts'
import type { ReaderPart } from '../browser/open-reader.ts'
import type { PresenceTeller } from '../browser/presence-teller.ts'
import { shownText } from '../browser/shown-text.ts'
import type { ConversationListOptions } from './conversation-list.ts'
import type { CardSource } from './later-cards.ts'
import { LATER_LANGUAGES, LaterPart, type AnyPart } from './later-part.ts'
import { addLanguage, addTexts } from './later-texts.ts'
import { LENT } from './lent.ts'
import type { PersonAsked } from './person-panel.ts'
import type { PassedOn } from './long-messages.ts'
import { pendingReader } from './pending-reader.ts'

const words = screenTexts.more

/** A conversation waits for its language this long, and no longer. */
const LANGUAGE_MS = 4_000
const LANGUAGE_AGAIN_MS = 10_000

// For all chats of a page.
const card = new LaterPart<typeof import('./card-part.ts')>('card', () => LENT)
const details = new LaterPart<typeof import('./details-part.ts')>('details', () => ({ ...LENT, ...card.here?.LENT }))
const reading = new LaterPart<typeof import('./reader-part.ts')>('reader', () => LENT)
const conversations = new LaterPart<typeof import('./conversations-part.ts')>('conversations', () => LENT)
const person = new LaterPart<typeof import('./person-part.ts')>('person', () => LENT)
const languages = new Map(
  [...LATER_LANGUAGES].map((code) => [
    code,
    new LaterPart<typeof import('./language-part.ts')>(`in-${code}`, () => LENT),
  ]),
)

/** Fill in as the parts come. Their rules come before those of the chat, which change some of them. */
export const LATER_SHEETS: readonly CSSStyleSheet[] = [card, details, reading, conversations, person].map((part) => {
  const sheet = new CSSStyleSheet()
  void part.arrived.then(({ STYLES, TEXTS }) => {
    sheet.replaceSync(STYLES)
    addTexts(TEXTS)
  })
  return sheet
})
for (const language of languages.values()) void language.arrived.then(addLanguage)

/**
 * What the chat loads when it is first needed: cards, what stands in their folds, the document beside an answer, and the
 * texts of other languages than English. Until it is there its place says so, and where it can't be loaded, with a way to
 * try again.
 */
export class More {
  readonly #origin: string
  readonly #changed: () => void
  readonly #asked = new Set<AnyPart>()
  #isWithout = false
  #asksAgain = false
  #list: { describe(): Child } | null = null

  constructor(origin: string, changed: () => void) {
    this.#origin = origin
    this.#changed = changed
  }

  readonly card: CardSource = { need: () => this.#need(card), arrived: card.arrived }

  /** The place of a card that can't be drawn yet. */
  pendingCard(): Child {
    return this.#pending(card, { role: 'status' })
  }

  /** Whether the texts of a language are on their way; asks for them where it isn't the one that this script is in. */
  awaitsLanguage(code: string | null): boolean {
    const language = languages.get(code?.split('-', 1)[0] ?? '')
    if (language === undefined || language.here !== null) return false
    if (language.isLost) this.#askAgainLater(language)
    if (!this.#asked.has(language)) {
      void this.#load(language)
      setTimeout(() => this.#goesWithout(), LANGUAGE_MS)
    }
    return !this.#isWithout
  }

  // In English then, until it comes.
  #goesWithout(): void {
    this.#isWithout = true
    this.#changed()
  }

  #askAgainLater(language: AnyPart): void {
    this.#isWithout = true
    if (this.#asksAgain) return
    this.#asksAgain = true
    setTimeout(() => {
      this.#asksAgain = false
      void this.#load(language)
    }, LANGUAGE_AGAIN_MS)
  }

  readonly reader: ReaderPart = {
    reader: (props) => {
      this.#need(reading)
      return reading.here?.reader(props) ?? pendingReader(props, this.#pending(reading, { role: 'status' }))
    },
    showOpenQuote: (place) => reading.here?.showOpenQuote(place) ?? false,
  }

  readonly details: CardDetails = {
    opened: () => this.#need(details),
    get questions() {
      return details.here
    },
    content: (name, props) => details.here?.detailContent(name, props) ?? this.#pending(details, {}),
  }

  /** A long message folded; whole until that can be. */
  folded(text: string): Child {
    this.#need(reading)
    return reading.here?.foldedText(text) ?? shownText(text)
  }

  /** The button by which its author says that a message is their own request. */
  ownRequest(passedOn: Omit<PassedOn, 'changed'>): Child {
    this.#need(reading)
    return (
      reading.here?.ownRequestButton({ ...passedOn, changed: this.#changed }) ?? this.#pending(reading, { key: 'own' })
    )
  }

  /** A person's conversations, from when they are looked for until they are left. */
  conversations(options: Omit<ConversationListOptions, 'changed'>): Child {
    this.#need(conversations)
    if (conversations.here === null) return this.#pending(conversations, { role: 'status' })
    this.#list ??= new conversations.here.ConversationList({ ...options, changed: this.#changed })
    return this.#list.describe()
  }

  leaveConversations(): void {
    this.#list = null
  }

  /** Whether a person is there, before one is asked for. */
  personPanel(asked: PersonAsked): Child {
    this.#need(person)
    return person.here?.personPanel(asked) ?? this.#pending(person, { role: 'status' })
  }

  /** What tells the other end what its reader does; null until that can be. */
  presence(told: ConstructorParameters<typeof PresenceTeller>[0]): PresenceTeller | null {
    this.#need(person)
    return person.here && new person.here.PresenceTeller(told)
  }

  /** Lets the bar beside an open document be moved; it is drawn anew when it can be. */
  makeHandle(handle: HTMLElement, place: HTMLElement): void {
    reading.here?.makeHandle(handle, place)
  }

  get hasHandle(): boolean {
    return reading.here !== null
  }

  /** Why a press wasn't taken, and what leads on. Where its words can't be loaded, what the server said. */
  async refusal(error: AppError, language: string): Promise<RefusedPress> {
    // A card waits for its words no longer than somebody who looks at it does.
    await Promise.race([this.#load(details), new Promise((resolve) => setTimeout(resolve, 3_000))])
    const { here } = details
    const told = here && inLanguage(language, here.refusedPress.bind(null, error))
    const { code, message, retryable } = error
    const [words, lead] = retryable
      ? ([screenTexts.card.notHeardThen, 'try-again'] as const)
      : ([message, 'look-again'] as const)
    return told ?? { code, words, lead, handOverId: null, at: null }
  }

  // Once; another try is a person's.
  #need(part: AnyPart): void {
    if (part.here === null && !this.#asked.has(part)) void this.#load(part)
  }

  async #load(part: AnyPart): Promise<void> {
    if (part.here !== null) return
    this.#asked.add(part)
    const loading = part.load(this.#origin)
    this.#changed()
    await loading
    this.#changed()
  }

  // A card's folds hold it while they are closed, too, where nobody is to be told.
  #pending(part: AnyPart, told: { readonly key?: string; readonly role?: 'status' }): Child {
    if (!part.isLost) return h('p', { key: 'pending', ...told }, words.loading)
    const again = (): void => void this.#load(part)
    return h(
      'p',
      { key: 'lost', role: 'alert' },
      `${words.lost} `,
      h('button', { type: 'button', class: 'b', on: { click: again } }, screenTexts.chat.again),
    )
  }
}
