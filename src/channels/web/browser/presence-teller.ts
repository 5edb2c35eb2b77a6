import { tellPresence } from '#contract/wire.ts'
import type { Client } from '../../client/client.ts'

/** While somebody goes on typing it is said again after this long. */
const AGAIN_MS = 4_000
/** Who types nothing for this long has stopped. */
const PAUSE_MS = 6_000

interface Told {
  readonly client: Client
  readonly threadId: string
  readonly signal: AbortSignal
}

/** Tells the other end of a conversation what its reader does here. Nobody waits for it, and what is lost is said again. */
export class PresenceTeller {
  readonly #told: Told
  #isTyping = false
  #seen: string | null = null
  #toldAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSending = false
  #isStale = false

  constructor(told: Told) {
    this.#told = told
    told.signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true })
  }

  /** Something was typed, or what was typed is gone. */
  typed(isEmpty: boolean): void {
    clearTimeout(this.#timer)
    if (isEmpty) return this.#stop()
    this.#timer = setTimeout(() => this.#stop(), PAUSE_MS)
    if (this.#isTyping && Date.now() - this.#toldAt < AGAIN_MS) return
    this.#isTyping = true
    void this.#tell()
  }

  /** A message is on the screen, before somebody who looks at it. */
  saw(messageId: string | null): void {
    if (messageId === null || messageId === this.#seen || document.visibilityState !== 'visible') return
    this.#seen = messageId
    void this.#tell()
  }

  #stop(): void {
    if (!this.#isTyping) return
    this.#isTyping = false
    void this.#tell()
  }

  // One at a time, so that they come in order; of what changes meanwhile the last is said.
  async #tell(): Promise<void> {
    this.#isStale = true
    if (this.#isSending) return
    this.#isSending = true
    const { client, threadId, signal } = this.#told
    while (this.#isStale && !signal.aborted) {
      this.#isStale = false
      this.#toldAt = Date.now()
      const body = { isTyping: this.#isTyping, ...(this.#seen !== null && { seen: this.#seen }) }
      await client.ask(tellPresence, { threadId, body }, { signal }).catch(() => undefined)
    }
    this.#isSending = false
  }
}
