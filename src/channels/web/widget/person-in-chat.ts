import type { Child } from '../browser/element.ts'
import { lastMessage, personHere, type PersonHere } from '../browser/person-here.ts'
import type { PresenceTeller } from '../browser/presence-teller.ts'
import type { ChatOptions } from './chat-options.ts'
import type { ChatShown } from './chat-shown.ts'
import type { More } from './more.ts'
import type { PersonAsked } from './person-panel.ts'

interface PersonInChatOptions extends Pick<ChatOptions, 'client' | 'lang' | 'place' | 'signal'> {
  shown(): ChatShown
  readonly messageActs: { send(text: string): void }
}

/** A chat's way to a person: who can be asked for, and what they are told of its reader once they are there. */
export class PersonInChat {
  readonly #options: PersonInChatOptions
  readonly #more: More
  readonly #drawNow: () => void
  #written = ''
  /** Its reader thinks of asking for one. */
  #asked: PersonAsked | null = null
  /** There while a person has the conversation. */
  #teller: PresenceTeller | null = null
  /** The conversation that both are of. */
  #threadId: string | null = null

  constructor(options: PersonInChatOptions, more: More, drawNow: () => void) {
    this.#options = options
    this.#more = more
    this.#drawNow = drawNow
  }

  get here(): PersonHere | null {
    const { entered } = this.#options.shown()
    return entered && personHere(entered.session.state)
  }

  get described(): { readonly canAskPerson: boolean; readonly person: Child | null } {
    return { canAskPerson: this.#canBeAsked, person: this.#panel }
  }

  get #canBeAsked(): boolean {
    return this.#options.shown().entered?.about.person != null && this.here === null
  }

  get #panel(): Child | null {
    this.#keepTo(this.#options.shown().entered?.room.threadId ?? null)
    if (!this.#canBeAsked) this.#asked = null
    return this.#asked && this.#more.personPanel(this.#asked)
  }

  toggle(): void {
    if (this.#asked === null) this.#open()
    else this.#close()
  }

  /** Tells whoever has the conversation what is on the screen; `isAtEnd`: all of it. */
  tell({ isAtEnd, written }: { readonly isAtEnd: boolean; readonly written: string }): void {
    const { client, signal, shown } = this.#options
    const { entered } = shown()
    this.#keepTo(entered?.room.threadId ?? null)
    if (entered === null || this.here?.name == null) this.#teller = null
    else {
      this.#teller ??= this.#more.presence({ client, threadId: entered.room.threadId, signal })
      if (written !== this.#written) this.#teller?.typed(written.trim() === '')
      if (isAtEnd) this.#teller?.saw(lastMessage(entered.session.state))
    }
    this.#written = written
  }

  // Another conversation was gone to: what is of the one before ends with it.
  #keepTo(threadId: string | null): void {
    if (threadId === this.#threadId) return
    this.#threadId = threadId
    this.#asked = null
    this.#teller = null
  }

  #open(): void {
    const { client, signal, lang, messageActs, shown } = this.#options
    const { room, session } = shown().entered ?? {}
    if (room === undefined || session === undefined) return
    const ask = (says: string): void => {
      this.#asked = null
      messageActs.send(says)
    }
    const place = { client, signal, threadId: room.threadId, language: session.state.language ?? lang }
    this.#asked = { ...place, changed: () => queueMicrotask(this.#drawNow), ask, close: () => this.#close() }
    this.#drawNow()
  }

  #close(): void {
    this.#asked = null
    this.#drawNow()
    this.#options.place.querySelector<HTMLElement>('.ask')?.focus()
  }
}
