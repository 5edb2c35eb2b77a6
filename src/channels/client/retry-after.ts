import type { AppError } from '#core/errors.ts'

/** How long a server asked to be left alone, in ms; null where it didn't say. */
export function retryAfterMs({ details }: AppError): number | null {
  const { retryAfterSeconds } = details
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : null
}
