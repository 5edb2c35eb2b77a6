import { AppError } from '#core/errors.ts'
import { pause } from '../../client/follow-events.ts'
import type { Client } from '../../client/client.ts'
import type { Happening } from './next-thread.ts'

/** Where messages are kept that the server doesn't have yet, over a reload. */
export interface OutboxStore {
  /** Oldest first. */
  load(): readonly KeptMessage[]
  keep(message: KeptMessage): void
  forget(key: string): void
}

export interface KeptMessage {
  /** What makes it the same message, however often it is sent. */
  readonly key: string
  readonly text: string
  /** The last event that its writer had before them; older ones don't say. */
  readonly seen?: number | undefined
}

interface OutboxOptions {
  readonly client: Client
  readonly threadId: string
  readonly store: OutboxStore
  readonly signal: AbortSignal
  /** What the thread speaks. */
  language(): string | null
  happen(happening: Happening): void
  /** The server doesn't take a message as it is: it goes back to whoever wrote it. */
  onRefused(text: string, why: string): void
}

/** Messages on their way to the server, in order, each under one key, so that none is lost or said twice. */
export class Outbox {
  readonly #options: OutboxOptions
  #waiting: readonly KeptMessage[] = []
  #isSending = false
  #wake: () => void = () => undefined

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Goes on with what an earlier page of this browser couldn't send any more. */
  start(): void {
    const known = new Set(this.#waiting.map(({ key }) => key))
    const earlier = this.#options.store.load().filter(({ key }) => !known.has(key))
    this.#waiting = [...earlier, ...this.#waiting]
    for (const { key, text } of earlier) this.#options.happen({ type: 'message-written', key, text })
    void this.#sendAll()
  }

  write(text: string, seen: number): void {
    const message = { key: newKey(), text, seen }
    this.#waiting = [...this.#waiting, message]
    this.#options.store.keep(message)
    this.#options.happen({ type: 'message-written', key: message.key, text })
    void this.#sendAll()
  }

  tryNow(): void {
    this.#wake()
    void this.#sendAll()
  }

  #forget(key: string): void {
    this.#waiting = this.#waiting.filter((message) => message.key !== key)
    this.#options.store.forget(key)
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    let failures = 0
    for (let next = this.#waiting[0]; next && !this.#options.signal.aborted; next = this.#waiting[0]) {
      const outcome = await this.#sendOne(next)
      if (outcome === 'signed-out') break
      failures = outcome === 'kept' ? failures + 1 : 0
      if (outcome === 'kept') await this.#pause(Math.min(500 * 2 ** failures, 5_000))
    }
    this.#isSending = false
  }

  async #sendOne({ key, text, seen = 0 }: KeptMessage): Promise<'sent' | 'kept' | 'refused' | 'signed-out'> {
    const { client, threadId, signal, happen, language, onRefused } = this.#options
    try {
      const { messageId } = await client.sendMessage({ threadId, text, key, seen, language: language() }, signal)
      this.#forget(key)
      happen({ type: 'message-accepted', key, messageId })
      return 'sent'
    } catch (error) {
      if (!(error instanceof AppError)) return 'signed-out' // the page is being left
      if (error.retryable || error.status === 401) {
        happen({ type: 'message-kept', key })
        return error.retryable ? 'kept' : 'signed-out'
      }
      this.#forget(key)
      happen({ type: 'message-dropped', key })
      onRefused(text, error.message)
      return 'refused'
    }
  }

  async #pause(ms: number): Promise<void> {
    const woken = new AbortController()
    this.#wake = () => woken.abort()
    await pause(ms, AbortSignal.any([this.#options.signal, woken.signal]))
  }
}

// Not `randomUUID`, which a page without TLS doesn't have.
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
