import { AppError } from '#core/errors.ts'
import { texts } from '#cards/texts/texts.ts'

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

/** An answer that isn't what the contract says; `where` is the first place of it. */
export function strangeAnswer(url: string, where: string): AppError {
  return new AppError(texts.server.strange(url, where), { code: 'unexpected-answer' })
}
