import { AppError } from '#core/errors.ts'

/**
 * Does what a server may refuse, and tells why it did. False where there is nobody to show anything to any more: the
 * view was left, or the session has ended.
 */
export async function attempt(
  place: { readonly signal: AbortSignal; signedOut(): void },
  work: () => Promise<void>,
  told: (reason: string) => void,
): Promise<boolean> {
  try {
    await work()
  } catch (error) {
    if (place.signal.aborted) return false
    if (!(error instanceof AppError)) throw error
    if (error.status === 401) {
      place.signedOut()
      return false
    }
    told(error.message)
  }
  return true
}
