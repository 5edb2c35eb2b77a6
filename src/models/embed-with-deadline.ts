import { AppError } from '#core/errors.ts'
import type { Embedder } from './contract.ts'

/** How long somebody who waits for an answer waits for vectors from elsewhere. Words find without them. */
const WITHIN_MS = 3_000

/**
 * Embeds texts that a person waits for, with a deadline. Throws what `embed` throws, and `embedding-unavailable` after the
 * deadline; an endpoint has its own, longer timeout for documents.
 */
export async function embedWithDeadline(
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
