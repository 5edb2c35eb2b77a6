import { AppError } from '#core/errors.ts'
import type { VectorCache } from './vector-cache.ts'

type EmbedBatch = (
  texts: readonly string[],
  options: { signal: AbortSignal },
) => Promise<readonly (readonly number[])[]>

/**
 * Embeds texts a batch at a time, one batch after another, each text once and none that the cache knows; vectors come
 * back in the texts' order and of length 1. A batch that failed retryably is tried once more.
 */
export async function embedInBatches(
  texts: readonly string[],
  options: { embed: EmbedBatch; batchSize: number; cache: VectorCache; dimensions: number; signal: AbortSignal },
): Promise<readonly (readonly number[])[]> {
  const found = new Map<string, readonly number[]>()
  for (const text of texts) {
    const vector = options.cache.get(text)
    if (vector) found.set(text, vector)
  }
  const missing = [...new Set(texts)].filter((text) => !found.has(text))
  for (let start = 0; start < missing.length; start += options.batchSize) {
    options.signal.throwIfAborted()
    const batch = missing.slice(start, start + options.batchSize)
    const vectors = await twice(() => options.embed(batch, { signal: options.signal }), options.signal)
    for (const [index, text] of batch.entries()) {
      const vector = unit(vectors[index], options.dimensions)
      options.cache.set(text, vector)
      found.set(text, vector)
    }
  }
  return texts.map((text) => found.get(text) ?? [])
}

async function twice<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError && error.retryable)) throw error
    return attempt()
  }
}

function unit(vector: readonly number[] | undefined, dimensions: number): readonly number[] {
  const length = vector ? Math.hypot(...vector) : 0
  if (vector?.length !== dimensions || !(length > 0) || !Number.isFinite(length)) {
    throw new AppError(
      `The embedding model gave a vector of ${vector?.length ?? 0} numbers where ${dimensions} are needed. ` +
        'Choose a model that can give that many (EMBEDDINGS_MODEL).',
      { code: 'embedding-invalid', status: 502 },
    )
  }
  return vector.map((number) => number / length)
}
