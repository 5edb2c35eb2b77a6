import { AppError } from '#core/errors.ts'
import type { RefusedPress } from '#cards/drawing/refused-press.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { connectionLost } from './client.ts'

/** What isn't an error of ours is an answer that didn't come. */
export function knownError(error: unknown): AppError {
  return error instanceof AppError ? error : connectionLost(error)
}

/** With that by which somebody who runs this finds in the log what failed on our side. */
export function withRequest(refused: RefusedPress, { status, details }: AppError, language: string): RefusedPress {
  if (status < 500 || typeof details.requestId !== 'string') return refused
  const { requestId } = details
  return { ...refused, words: `${refused.words} ${inLanguage(language, () => screenTexts.card.request(requestId))}` }
}
