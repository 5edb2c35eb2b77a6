import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Secret } from '#core/secret.ts'
import type { Embedder } from '../contract.ts'
import { embedInBatches } from './embed-in-batches.ts'
import { VectorCache } from './vector-cache.ts'

export interface EmbeddingEndpoint {
  /** Up to and without `/embeddings`: `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly model: string
  readonly apiKey: Secret | null
  /** How many numbers its vectors have. Models of the OpenAI kind shorten theirs to what is asked for. */
  readonly dimensions: number
}

const BATCH_SIZE = 64
const CACHE_SIZE = 500
/** A batch of 64 passages takes hosted models under 2 s; one on a busy CPU may take ten times that. */
const REPLY_MS = 30_000

const EmbeddingsReply = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })) })

/** An embedding model behind an OpenAI-compatible `POST /embeddings`. Opening it makes no request. */
export function openEndpointEmbedder(endpoint: EmbeddingEndpoint): Omit<Embedder, 'other'> {
  const cache = new VectorCache(CACHE_SIZE)
  const { dimensions } = endpoint
  return {
    // Vectors of another size are another model's to whoever compares them. Those of 512 were made before sizes were named.
    name: `endpoint/${endpoint.model}${dimensions === UNNAMED_DIMENSIONS ? '' : `@${dimensions}`}`,
    dimensions,
    // Not measured, and more than the embedded model's 0.7: what is worse than BM25 on rare words and numbers does least harm so.
    deference: 1.5,
    languages: null,
    sendsTexts: true,
    embed: (texts, { signal }) =>
      embedInBatches(texts, {
        embed: (batch, options) => requestEmbeddings(endpoint, batch, options),
        batchSize: BATCH_SIZE,
        cache,
        dimensions,
        signal,
      }),
    [Symbol.asyncDispose]: async () => {},
  }
}

/** The model and size that a name of ours stands for; null where it is no endpoint's. */
export function readEndpointName(name: string): Pick<EmbeddingEndpoint, 'model' | 'dimensions'> | null {
  const [, model, size] = /^endpoint\/(.+?)(?:@(\d+))?$/u.exec(name) ?? []
  return model === undefined ? null : { model, dimensions: Number(size ?? UNNAMED_DIMENSIONS) }
}

const UNNAMED_DIMENSIONS = 512

async function requestEmbeddings(
  { baseUrl, model, apiKey, dimensions }: EmbeddingEndpoint,
  texts: readonly string[],
  { signal }: { signal: AbortSignal },
): Promise<readonly (readonly number[])[]> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }) },
      body: JSON.stringify({ model, input: texts, dimensions, encoding_format: 'float' }),
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
