import { markThreadRead } from '#contract/wire.ts'
import type { Client } from '../../client/client.ts'

/** How far a conversation was read, told to the server once nothing more has come for a moment. */
export class ReadMark {
  readonly #client: Client
  readonly #threadId: string
  readonly #signal: AbortSignal
  #seq = 0

  constructor(client: Client, threadId: string, signal: AbortSignal) {
    this.#client = client
    this.#threadId = threadId
    this.#signal = signal
  }

  /** What a tab in the background shows, nobody has read. */
  tell(seq: number): void {
    if (seq <= this.#seq || document.hidden) return
    this.#seq = seq
    setTimeout(() => {
      if (seq !== this.#seq || this.#signal.aborted) return
      const told = { threadId: this.#threadId, body: { seq } }
      // Told again with what comes next.
      void this.#client.ask(markThreadRead, told, { signal: this.#signal }).catch(() => {})
    }, SOON_MS)
  }
}

const SOON_MS = 1_000
