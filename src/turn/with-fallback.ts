import { AppError } from '#core/errors.ts'
import type { Services } from './services.ts'

interface Asking {
  readonly event: 'model-unavailable' | 'embedding-unavailable' | 'reranker-unavailable' | 'entailment-unavailable'
  /** What it is asked for, for the log. */
  readonly during: string
  readonly signal: AbortSignal
}

/**
 * What a model gives; null where it is down or answers out of form, for whoever can go on without it. A stop and breakage
 * of our own are thrown on.
 */
export async function withFallback<T>(
  { context }: Pick<Services, 'context'>,
  { event, during, signal }: Asking,
  ask: () => Promise<T>,
): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    context.log.warn({ event, code: error.code, during })
    return null
  }
}
