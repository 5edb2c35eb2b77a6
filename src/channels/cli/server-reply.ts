import type { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { texts } from '../texts.ts'
import { Problem } from './api-shapes.ts'

/** What a failed connection says: nobody there, too slow, or lost on the way. */
export function connectionError(error: unknown, url: string): AppError {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new AppError(texts.server.timeout(url), { code: 'server-timeout', retryable: true, cause: error })
  }
  const code = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : null
  const isAbsent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EHOSTUNREACH'
  return isAbsent
    ? new AppError(texts.server.notRunning(url), { code: 'not-running', retryable: true, cause: error })
    : new AppError(texts.server.lost(url), { code: 'connection-lost', retryable: true, cause: error })
}

/** A refusal of the server (RFC 9457) as an error with its code. */
export async function problemError(response: Response): Promise<AppError> {
  const problem = Problem.safeParse(await response.json().catch(() => null))
  const code = problem.data?.code ?? `http-${response.status}`
  const words = response.status === 401 ? texts.server.keyRefused : (problem.data?.detail ?? problem.data?.title)
  return new AppError(words ?? `The server answered ${response.status}.`, {
    code,
    status: response.status,
    retryable: response.status === 429 || response.status >= 500,
    details: { retryAfterSeconds: problem.data?.retryAfterSeconds },
  })
}

/** A JSON answer of the shape that was expected, or `unexpected-answer`. */
export async function parsed<T>(response: Response, shape: z.ZodType<T>, url: string): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined)
  const result = shape.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue === undefined ? 'no JSON' : `${issue.path.join('.') || 'the whole'}: ${issue.message}`
  throw new AppError(texts.server.strange(url, where), { code: 'unexpected-answer' })
}
