import type { Services } from '#turn/services.ts'
import { DELTA_CHANNEL, type TextDelta } from '#contract/text-delta.ts'
import { joint } from './place/cited-text.ts'
import type { Turn } from '#turn/turn.ts'

const BATCH_MS = 50
/** With every character escaped, a message of this length fits into the 8,000 bytes of a notification. */
const MESSAGE_LENGTH = 1_000

interface DraftSentence {
  readonly text: string
  readonly isItem?: boolean
}

/**
 * The text of an answer while it is written, told to whoever follows the thread: the first words at once, then in batches
 * of at most 50 ms. Nobody waits for it; what is lost is in the message that is completed.
 */
export class AnswerDraft implements Disposable {
  readonly #services: Pick<Services, 'database' | 'context'>
  readonly #place: Pick<TextDelta, 'threadId' | 'runId' | 'messageId' | 'answers'>
  readonly #tenantId: string
  #length = 0
  #last: DraftSentence | null = null
  #pending: { offset: number; text: string } | null = null
  #timer: NodeJS.Timeout | undefined
  #sentAt = -Infinity
  #isSending = false

  constructor(
    services: Pick<Services, 'database' | 'context'>,
    { tenantId, threadId, hold, answerId: messageId }: Turn,
    answers: readonly string[],
  ) {
    this.#services = services
    this.#tenantId = tenantId
    this.#place = { threadId, runId: hold.runId, messageId, answers }
  }

  /** Begins anew: what was told before is replaced by what comes. */
  begin(): void {
    this.#length = 0
    this.#last = null
    this.#pending = null
  }

  /** A sentence, verified. What is before it is as in the message. */
  add(sentence: DraftSentence): void {
    const text = joint(this.#last, sentence) + sentence.text
    this.#last = sentence
    this.#pending = { offset: this.#pending?.offset ?? this.#length, text: (this.#pending?.text ?? '') + text }
    this.#length += text.length
    this.#sendSoon()
  }

  /** From here on the completed message says all. */
  [Symbol.dispose](): void {
    this.#pending = null
    clearTimeout(this.#timer)
  }

  #sendSoon(): void {
    clearTimeout(this.#timer)
    const waitMs = this.#sentAt + BATCH_MS - performance.now()
    if (waitMs <= 0) void this.#send()
    else this.#timer = setTimeout(() => void this.#send(), waitMs).unref()
  }

  // One at a time, so that they come in order.
  async #send(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    this.#sentAt = performance.now()
    while (this.#pending !== null) {
      const { offset, text } = this.#pending
      const rest = text.slice(MESSAGE_LENGTH)
      this.#pending = rest === '' ? null : { offset: offset + MESSAGE_LENGTH, text: rest }
      await this.#announce({ type: 'text-delta', ...this.#place, offset, text: text.slice(0, MESSAGE_LENGTH) })
      if (rest === '') break
    }
    this.#isSending = false
    if (this.#pending !== null) this.#sendSoon()
  }

  async #announce(delta: TextDelta): Promise<void> {
    const { database, context } = this.#services
    try {
      await database.announce(DELTA_CHANNEL, JSON.stringify({ tenantId: this.#tenantId, delta }))
    } catch (error) {
      context.log.warn({ event: 'delta-not-told', runId: delta.runId, err: error })
    }
  }
}
