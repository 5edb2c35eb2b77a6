import { z } from 'zod'
import { AppError } from '#errors.ts'
import type { Secret } from '#secret.ts'
import type { Embedder } from './contract.ts'
import { embedInBatches } from './embedding/embed-in-batches.ts'
import { VectorCache } from './embedding/vector-cache.ts'

export interface EmbeddingEndpoint {
  /** Up to and without `/embeddings`: `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly model: string
  readonly apiKey: Secret | null
}

const BATCH_SIZE = 64
const CACHE_SIZE = 500
/** A batch of 64 passages takes hosted models under 2 s; one on a busy CPU may take ten times that. */
const REPLY_MS = 30_000
/** The width of `passages.embedding`; models of the OpenAI kind shorten their vectors to what is asked for. */
const DIMENSIONS = 512

const EmbeddingsReply = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })) })

/** An embedding model behind an OpenAI-compatible `POST /embeddings`. Opening it makes no request. */
export function openEndpointEmbedder(endpoint: EmbeddingEndpoint): Embedder {
  const cache = new VectorCache(CACHE_SIZE)
  return {
    name: `endpoint/${endpoint.model}`,
    dimensions: DIMENSIONS,
    // Hosted models are better than the embedded one (0.25) and worse than BM25 on rare words and numbers.
    weight: 0.4,
    embed: (texts, { signal }) =>
      embedInBatches(texts, {
        embed: (batch, options) => requestEmbeddings(endpoint, batch, options),
        batchSize: BATCH_SIZE,
        cache,
        dimensions: DIMENSIONS,
        signal,
      }),
    [Symbol.asyncDispose]: async () => {},
  }
}

async function requestEmbeddings(
  { baseUrl, model, apiKey }: EmbeddingEndpoint,
  texts: readonly string[],
  { signal }: { signal: AbortSignal },
): Promise<readonly (readonly number[])[]> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }) },
      body: JSON.stringify({ model, input: texts, dimensions: DIMENSIONS, encoding_format: 'float' }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REPLY_MS)]),
    })
    if (!response.ok) throw refused(response.status)
    const { data } = EmbeddingsReply.parse(await response.json())
    return data.toSorted((left, right) => left.index - right.index).map((entry) => entry.embedding)
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof AppError ? error : unreachable(error)
  }
}

function refused(status: number): AppError {
  return new AppError(
    `The embedding endpoint answered ${status}. Check EMBEDDINGS_BASE_URL, EMBEDDINGS_MODEL and the key.`,
    { code: 'embedding-unavailable', status: 503, retryable: status === 429 || status >= 500 },
  )
}

function unreachable(cause: unknown): AppError {
  return new AppError(
    `The embedding endpoint gave no usable reply within ${REPLY_MS / 1000} s. Check EMBEDDINGS_BASE_URL.`,
    { code: 'embedding-unavailable', status: 503, retryable: true, cause },
  )
}
