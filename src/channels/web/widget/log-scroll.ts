/** Stays at the end of a conversation while its reader is there, and nowhere else. */
export class LogScroll {
  #log: HTMLElement | null = null
  #isAtEnd = true
  #hasNews = false

  /** Whether something came that the reader would have to scroll to. */
  get hasNews(): boolean {
    return this.#hasNews
  }

  made(log: HTMLElement): void {
    this.#log = log
  }

  /** Something was added. */
  added(): void {
    if (!this.#isAtEnd) this.#hasNews = true
  }

  /** The reader scrolled. True where that changes what is shown. */
  scrolled(): boolean {
    if (this.#log === null) return false
    const { scrollHeight, scrollTop, clientHeight } = this.#log
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX
    const isSeen = this.#isAtEnd && this.#hasNews
    if (isSeen) this.#hasNews = false
    return isSeen
  }

  /** From now on at the end: the reader said something, or asked for it. */
  goToEnd(): void {
    this.#isAtEnd = true
    this.#hasNews = false
  }

  /** After a drawing. */
  keep(): void {
    if (this.#isAtEnd && this.#log !== null) this.#log.scrollTop = this.#log.scrollHeight
  }

  focus(): void {
    this.#log?.focus({ preventScroll: true })
  }
}

const NEAR_PX = 24
