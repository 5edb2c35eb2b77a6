import { randomUUID } from 'node:crypto'
import { AppError } from '#core/errors.ts'
import type { Client } from '../client/client.ts'
import type { Conversation } from './conversation.ts'

export interface OutboxOptions {
  readonly api: Client
  readonly threadId: string
  readonly conversation: Conversation
  readonly signal: AbortSignal
  /** A message couldn't go out yet; it is kept and tried again. */
  onKept(): void
  /** The server won't take it: too long, empty. */
  onRefused(message: string): void
}

/** Messages on their way to the server, in order, each under one key, so that none is lost or said twice. */
export class Outbox {
  readonly #options: OutboxOptions
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Sends after all before it; the run that answers, or null where the server won't take it or the signal aborts. */
  async send(text: string): Promise<string | null> {
    const { seen } = this.#options.conversation
    const sent = this.#last.then(() => this.#deliver(text, seen))
    this.#last = sent.catch(() => null)
    return await sent
  }

  async #deliver(text: string, seen: number): Promise<string | null> {
    const { api, threadId, conversation, signal } = this.#options
    const message = { threadId, text, key: randomUUID(), seen, language: null }
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        return (await conversation.sendingOwn(api.sendMessage(message, signal))).runId
      } catch (error) {
        if (signal.aborted) return null
        if (!(error instanceof AppError)) throw error
        if (!error.retryable) return (this.#options.onRefused(error.message), null)
        if (attempt === 0) this.#options.onKept()
        await waited(Math.min(500 * 2 ** attempt, 4_000), signal)
      }
    }
    return null
  }
}

async function waited(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
