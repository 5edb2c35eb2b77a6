import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Secret } from '#core/secret.ts'

export interface PredictEndpoint {
  /** Up to and without `/predict`: `http://127.0.0.1:8080`. */
  readonly baseUrl: string
  readonly apiKey: Secret | null
}

/** What is said of an endpoint that fails, and how long it may take. */
interface Naming {
  /** In a sentence: "The entailment model answered 500." */
  readonly name: string
  readonly variable: string
  readonly code: 'entailment-unavailable' | 'classifier-unavailable'
  readonly replyMs: number
}

/** The labels of one input with their scores. */
export type LabelScores = readonly { readonly label: string; readonly score: number }[]

const PredictReply = z.array(z.array(z.object({ label: z.string(), score: z.number().min(0).max(1) })))

/**
 * Asks a sequence classifier behind `POST /predict`, as Text Embeddings Inference has it: of each input, which is a text or
 * a pair of texts, its labels with their scores, as `read` understands them. Throws the named code where it gives no usable
 * reply in time; what `read` throws is no usable reply.
 */
export async function predict<T>(
  endpoint: PredictEndpoint,
  inputs: readonly (readonly string[])[],
  { naming, read, signal }: { readonly naming: Naming; readonly signal: AbortSignal; read(scores: LabelScores): T },
): Promise<readonly T[]> {
  try {
    const scores = await requestScores(endpoint, inputs, { naming, signal })
    if (scores.length !== inputs.length) throw new Error(`${scores.length} answers to ${inputs.length} inputs`)
    return scores.map(read)
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof AppError ? error : unreachable(error, naming)
  }
}

async function requestScores(
  { baseUrl, apiKey }: PredictEndpoint,
  inputs: readonly (readonly string[])[],
  { naming, signal }: { readonly naming: Naming; readonly signal: AbortSignal },
): Promise<readonly LabelScores[]> {
  const response = await fetch(`${baseUrl.replace(/\/$/, '')}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }) },
    body: JSON.stringify({ inputs, truncate: true }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(naming.replyMs)]),
  })
  if (!response.ok) throw refused(response.status, naming)
  return PredictReply.parse(await response.json())
}

function refused(status: number, { name, variable, code }: Naming): AppError {
  return new AppError(`The ${name} answered ${status}. Check ${variable} and its key.`, {
    code,
    status: 503,
    retryable: status === 429 || status >= 500,
  })
}

function unreachable(cause: unknown, { name, variable, code, replyMs }: Naming): AppError {
  return new AppError(`The ${name} gave no usable reply within ${replyMs / 1000} s. Check ${variable}.`, {
    code,
    status: 503,
    retryable: true,
    cause,
  })
}
