import { AppError } from '#core/errors.ts'
import type { Embedder } from './contract.ts'

/** How long somebody who waits for an answer waits for vectors from elsewhere. Words find without them. */
const WITHIN_MS = 3_000

/**
 * Embeds what somebody waits for. Throws what `embed` throws, and `embedding-unavailable` where an endpoint takes longer
 * than a person should: it has its own, longer time for documents, which nobody waits for.
 */
export async function embedWhileWaiting(
  embedder: Embedder,
  texts: readonly string[],
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly (readonly number[])[]> {
  if (!embedder.sendsTexts) return await embedder.embed(texts, { signal })
  const late = AbortSignal.timeout(WITHIN_MS)
  try {
    return await embedder.embed(texts, { signal: AbortSignal.any([signal, late]) })
  } catch (error) {
    signal.throwIfAborted()
    if (!late.aborted) throw error
    throw new AppError(`The embedding endpoint didn't answer within ${WITHIN_MS / 1_000} s.`, {
      code: 'embedding-unavailable',
      status: 503,
      retryable: true,
      cause: error,
    })
  }
}
