import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Secret } from '#core/secret.ts'
import type { Reranker } from './contract.ts'

export interface RerankerEndpoint {
  /** Up to and without `/rerank`: `https://api.jina.ai/v1`. */
  readonly baseUrl: string
  readonly model: string
  readonly apiKey: Secret | null
}

/** The timeout of a reranker, since a person waits: a cross-encoder on a busy machine takes a second, and the order without it is good. */
const REPLY_MS = 3_000

const Scores = z.array(z.object({ index: z.int(), relevance_score: z.number() }))
/** As Cohere and Jina answer, or as Text Embeddings Inference does. */
const RerankReply = z.union([
  z.object({ results: Scores }).transform(({ results }) => results),
  z
    .array(z.object({ index: z.int(), score: z.number() }))
    .transform((list) => list.map(({ index, score }) => ({ index, relevance_score: score }))),
])

/** A reranking model behind `POST /rerank`, as Cohere, Jina and Text Embeddings Inference have it. Opening it makes no request. */
export function openReranker(endpoint: RerankerEndpoint): Reranker {
  return {
    name: endpoint.model,
    rerank: async (query, documents, { signal }) => {
      try {
        return orderOf(await requestScores(endpoint, { query, documents, signal }), documents.length)
      } catch (error) {
        signal.throwIfAborted()
        throw error instanceof AppError ? error : unreachable(error)
      }
    },
  }
}

async function requestScores(
  { baseUrl, model, apiKey }: RerankerEndpoint,
  { query, documents, signal }: { query: string; documents: readonly string[]; signal: AbortSignal },
): Promise<z.infer<typeof Scores>> {
  const response = await fetch(`${baseUrl.replace(/\/$/, '')}/rerank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }) },
    // TEI has `texts` where the others have `documents`, and each overlooks what it doesn't know.
    body: JSON.stringify({ model, query, documents, texts: documents, top_n: documents.length }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(REPLY_MS)]),
  })
  if (!response.ok) throw refused(response.status)
  return RerankReply.parse(await response.json())
}

// What it leaves out comes after what it names, in the order that it had.
function orderOf(scores: z.infer<typeof Scores>, count: number): readonly number[] {
  const best = scores.toSorted((left, right) => right.relevance_score - left.relevance_score)
  const named = [...new Set(best.map(({ index }) => index))].filter((index) => index >= 0 && index < count)
  return [...named, ...Array.from({ length: count }, (_, index) => index).filter((index) => !named.includes(index))]
}

function refused(status: number): AppError {
  return new AppError(`The reranker answered ${status}. Check RERANKER_BASE_URL, RERANKER_MODEL and its key.`, {
    code: 'reranker-unavailable',
    status: 503,
    retryable: status === 429 || status >= 500,
  })
}

function unreachable(cause: unknown): AppError {
  return new AppError(`The reranker gave no usable reply within ${REPLY_MS / 1000} s. Check RERANKER_BASE_URL.`, {
    code: 'reranker-unavailable',
    status: 503,
    retryable: true,
    cause,
  })
}
