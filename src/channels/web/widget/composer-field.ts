import { MAX_MESSAGE_LENGTH } from '#contract/new-message.ts'
import type { ChatStorage } from '../browser/browser-storage.ts'

/** Characters before the end of what a message takes, from which on they are counted. */
export const NEAR = 400

/** What is being written, kept over a reload. The field itself is the page's; nothing is written into it behind its back. */
export class ComposerField {
  readonly #draft: ChatStorage['draft']
  readonly #onChange: () => void
  #field: HTMLTextAreaElement | null = null
  #text: string

  /** `onChange`: there is something to send now, or nothing any more, or few characters are left. Another key draws nothing. */
  constructor(draft: ChatStorage['draft'], onChange: () => void) {
    this.#draft = draft
    this.#onChange = onChange
    this.#text = draft.load()
  }

  get isEmpty(): boolean {
    return this.#text.trim() === ''
  }

  /** How many characters more a message takes. */
  get left(): number {
    return MAX_MESSAGE_LENGTH - this.#text.length
  }

  /** Few enough that they are counted. */
  get isNearEnd(): boolean {
    return this.left < NEAR
  }

  /** What is written, as it stands. */
  get text(): string {
    return this.#text
  }

  /** The field as it was just made. */
  made(field: HTMLTextAreaElement): void {
    this.#field = field
    field.value = this.#text
    requestAnimationFrame(() => fit(field))
  }

  write(text: string): void {
    const [wasEmpty, wasNearEnd] = [this.isEmpty, this.isNearEnd]
    this.#text = text
    this.#draft.save(text)
    if (this.#field !== null) fit(this.#field)
    if (this.isEmpty !== wasEmpty || this.isNearEnd || wasNearEnd) this.#onChange()
  }

  /** Gives what was written and empties the field. */
  take(): string {
    const text = this.#text
    if (this.#field !== null) this.#field.value = ''
    this.write('')
    return text
  }

  /** Puts a message back that wasn't taken, or was taken back, below what was written since. */
  giveBack(text: string): void {
    const all = [this.#text, text].filter((each) => each !== '').join('\n')
    if (this.#field !== null) this.#field.value = all
    this.write(all)
  }

  /** Keeps what has no conversation to be said in yet in the place of what is being written. */
  keepEarly(texts: readonly string[]): void {
    this.#draft.save([...texts, this.#text].filter((text) => text !== '').join('\n'))
  }

  focus(): void {
    this.#field?.focus({ preventScroll: true })
  }
}

// As many lines as were written, up to what the stylesheet allows.
function fit(field: HTMLTextAreaElement): void {
  field.style.setProperty('block-size', '')
  if (field.scrollHeight > field.clientHeight) field.style.setProperty('block-size', `${field.scrollHeight}px`)
}
