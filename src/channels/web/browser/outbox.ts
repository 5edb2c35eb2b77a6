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
  /** Why it never can be sent as it is. */
  readonly refused?: string | undefined
}

interface OutboxOptions {
  readonly client: Client
  readonly threadId: string
  readonly store: OutboxStore
  readonly signal: AbortSignal
  /** What the thread speaks. */
  language(): string | null
  happen(happening: Happening): void
}

/** Messages on their way to the server, in order, each under one key, so that none is lost or said twice. */
export class Outbox {
  readonly #options: OutboxOptions
  #waiting: readonly KeptMessage[] = []
  #refused: ReadonlySet<string> = new Set()
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
    for (const { key, text, refused } of earlier) {
      this.#options.happen({ type: 'message-written', key, text })
      if (refused !== undefined) this.#refuse(key, refused, true)
    }
    void this.#sendAll()
  }

  write(text: string, seen: number): void {
    const message = { key: newKey(), text, seen }
    this.#waiting = [...this.#waiting, message]
    this.#options.store.keep(message)
    this.#options.happen({ type: 'message-written', key: message.key, text })
    void this.#sendAll()
  }

  again(key: string): void {
    this.#refused = new Set([...this.#refused].filter((other) => other !== key))
    this.#options.happen({ type: 'message-again', key })
    void this.#sendAll()
  }

  drop(key: string): void {
    this.#forget(key)
    this.#options.happen({ type: 'message-dropped', key })
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
    for (let next = this.#next(); next !== null && !this.#options.signal.aborted; next = this.#next()) {
      const outcome = await this.#sendOne(next)
      if (outcome === 'signed-out') break
      failures = outcome === 'kept' ? failures + 1 : 0
      if (outcome === 'kept') await this.#pause(Math.min(500 * 2 ** failures, 5_000))
    }
    this.#isSending = false
  }

  #next(): KeptMessage | null {
    return this.#waiting.find(({ key }) => !this.#refused.has(key)) ?? null
  }

  #refuse(key: string, why: string, isLasting: boolean): void {
    this.#refused = new Set([...this.#refused, key])
    this.#options.happen({ type: 'message-refused', key, why, isLasting })
  }

  async #sendOne({ key, text, seen = 0 }: KeptMessage): Promise<'sent' | 'kept' | 'refused' | 'signed-out'> {
    const { client, threadId, signal, happen, language, store } = this.#options
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
      // What is wrong with the text itself is so after a reload, too.
      const isLasting = error.status === 413 || error.status === 422
      if (isLasting) store.keep({ key, text, seen, refused: error.message })
      this.#refuse(key, error.message, isLasting)
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
