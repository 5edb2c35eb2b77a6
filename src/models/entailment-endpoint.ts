import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Secret } from '#core/secret.ts'
import type { Entailment } from './contract.ts'

export interface EntailmentEndpoint {
  /** Up to and without `/predict`: `http://127.0.0.1:8080`. */
  readonly baseUrl: string
  readonly apiKey: Secret | null
}

/** Whoever asked waits for it, and our own checks have let the sentence through. */
const REPLY_MS = 3_000

const Scores = z.array(z.object({ label: z.string(), score: z.number().min(0).max(1) }))
const PredictReply = z.array(Scores)

/** From here on a sentence follows: what models of this kind are trained to tell. */
const FOLLOWS = 0.5

/**
 * A model that judges entailment behind `POST /predict`, as Text Embeddings Inference has it: pairs of a premise and a
 * hypothesis, and for each its labels with their scores. Opening it makes no request.
 */
export function openEntailment(endpoint: EntailmentEndpoint): Entailment {
  return {
    follow: async (pairs, { signal }) => {
      try {
        const scores = await requestScores(endpoint, pairs, signal)
        if (scores.length !== pairs.length) throw new Error(`${scores.length} answers to ${pairs.length} pairs`)
        return scores.map(follows)
      } catch (error) {
        signal.throwIfAborted()
        throw error instanceof AppError ? error : unreachable(error)
      }
    },
  }
}

async function requestScores(
  { baseUrl, apiKey }: EntailmentEndpoint,
  pairs: Parameters<Entailment['follow']>[0],
  signal: AbortSignal,
): Promise<z.infer<typeof PredictReply>> {
  const response = await fetch(`${baseUrl.replace(/\/$/, '')}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }) },
    body: JSON.stringify({ inputs: pairs.map(({ premise, hypothesis }) => [premise, hypothesis]), truncate: true }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(REPLY_MS)]),
  })
  if (!response.ok) throw refused(response.status)
  return PredictReply.parse(await response.json())
}

function follows(scores: z.infer<typeof Scores>): boolean {
  const entailed = scores.find(({ label }) => /^entail/iu.test(label))
  if (!entailed) throw new Error('No label begins with "entail".')
  return entailed.score >= FOLLOWS
}

function refused(status: number): AppError {
  return new AppError(`The entailment model answered ${status}. Check ENTAILMENT_BASE_URL and its key.`, {
    code: 'entailment-unavailable',
    status: 503,
    retryable: status === 429 || status >= 500,
  })
}

function unreachable(cause: unknown): AppError {
  return new AppError(
    `The entailment model gave no usable reply within ${REPLY_MS / 1000} s. Check ENTAILMENT_BASE_URL.`,
    { code: 'entailment-unavailable', status: 503, retryable: true, cause },
  )
}
