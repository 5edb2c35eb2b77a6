import { z } from 'zod'
import { AppError } from '#core/errors.ts'

/** What the client threw, in the contract's codes: `model-timeout`, `model-unavailable` or `model-output-invalid`. */
export function modelError(error: unknown, { model, replyMs }: { model: string; replyMs: number }): AppError {
  if (error instanceof AppError) return error
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new AppError(
      `The model ${model} sent no reply in ${replyMs / 1000} s. Check OPENAI_BASE_URL, or try again.`,
      {
        code: 'model-timeout',
        status: 504,
        cause: error,
      },
    )
  }
  const status = WithStatus.safeParse(error).data?.status
  if (status === undefined && !isConnectionFailure(error)) return invalidOutput('It could not be read.', error)
  const isPassing = status === undefined || status === 408 || status === 409 || status === 429 || status >= 500
  const what = status === undefined ? "can't be reached" : `answered ${status}`
  return new AppError(`The model ${model} ${what}. Check OPENAI_BASE_URL, OPENAI_MODEL and OPENAI_API_KEY.`, {
    code: 'model-unavailable',
    status: 503,
    retryable: isPassing,
    cause: error,
  })
}

// The classes are those of the client's own client, which isn't ours to import.
const WithStatus = z.object({ status: z.int() })

function isConnectionFailure(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'APIConnectionError'
}

/** A reply that isn't what was asked for. The reply itself stays out of message and log: it may hold anything. */
export function invalidOutput(why: string, cause?: unknown): AppError {
  return new AppError(`The model's reply doesn't fit what it was asked for. ${why}`, {
    code: 'model-output-invalid',
    status: 502,
    retryable: true,
    cause,
  })
}
