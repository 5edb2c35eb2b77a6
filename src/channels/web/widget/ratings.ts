import type { Rating } from '#contract/feedback.ts'
import { AppError } from '#core/errors.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Client } from '../../client/client.ts'
import type { Rated } from '../browser/feedback.ts'

/** What this person pressed below answers, by message. */
export class Ratings {
  readonly #client: Client
  readonly #signal: AbortSignal
  readonly #rated = new Map<string, Rated>()

  constructor({ client, signal }: { readonly client: Client; readonly signal: AbortSignal }) {
    this.#client = client
    this.#signal = signal
  }

  get all(): ReadonlyMap<string, Rated> {
    return this.#rated
  }

  /** Gives the server a rating. Answers with what is to be said of it; null where a later press has its own answer. */
  async give(messageId: string, rating: Rating, comment: string | null): Promise<string | null> {
    const given = { rating, comment, state: 'sending' } as const
    this.#rated.set(messageId, given)
    const why = await this.#client
      .giveFeedback({ messageId, rating, comment: comment ?? undefined }, this.#signal)
      .then(
        () => null,
        (error: unknown) =>
          error instanceof AppError && !error.retryable ? error.message : screenTexts.answer.notKept,
      )
    if (this.#rated.get(messageId) !== given) return null
    this.#rated.set(messageId, why === null ? { ...given, state: 'kept' } : { ...given, state: 'lost', why })
    return why ?? screenTexts.answer.thanks
  }
}
