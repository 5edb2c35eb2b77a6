import { AppError } from '#core/errors.ts'

/** Asks until the server has answered: one that only just starts, or restarts, is waited for. */
export async function retryUntilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AppError) || !error.retryable) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
