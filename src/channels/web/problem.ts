import type { Problem } from '#contract/problem.ts'
import { STATUS_CODES } from 'node:http'
import { AppError } from '#core/errors.ts'
import { openAiError, speaksOpenAi } from '../openai/error.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** What a failure says to the outside: never a stack, a cause, or the words of an error that isn't ours. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError && isHttpStatus(error.status) ? error : unexpected(error, requestId)
  return {
    ...shownDetails(known),
    type: `/docs/api#problem-${known.code}`,
    title: STATUS_CODES[known.status] ?? 'Error',
    status: known.status,
    detail: known.message,
    // Forbidden and unknown must be equal to the byte, and an id of the occurrence would tell them apart.
    ...(known.status === 404 ? {} : { instance: `urn:uuid:${requestId}` }),
    code: known.code,
  }
}

/**
 * A problem as a response, with `Retry-After` where coming back makes sense; in the shape of OpenAI's API where `path` is one
 * of its. Null: of no path, since the request was none.
 */
export function problemResponse(problem: Problem, path: string | null): Response {
  const theirs = path !== null && speaksOpenAi(path) ? openAiError(problem) : null
  const type = theirs === null ? PROBLEM_TYPE : 'application/json'
  const headers = new Headers({ 'content-type': type, 'cache-control': 'no-store' })
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="parley"')
  if (Array.isArray(problem.allow)) headers.set('allow', problem.allow.join(', '))
  if (problem.status === 429 || problem.status === 503) headers.set('retry-after', retryAfter(problem))
  const { status, body } = theirs ?? { status: problem.status, body: problem }
  return new Response(JSON.stringify(body), { status, headers })
}

function retryAfter(problem: Problem): string {
  const seconds = problem.retryAfterSeconds
  return typeof seconds === 'number' ? String(Math.max(1, Math.ceil(seconds))) : '5'
}

// Which constraint of which table a row broke is for the log: it tells a stranger how the database is built.
function shownDetails({ code, details }: AppError): AppError['details'] {
  return code.startsWith('database-') ? {} : details
}

function isHttpStatus(status: number): boolean {
  return status >= 400 && status <= 599
}

function unexpected(error: unknown, requestId: string): AppError {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new AppError('This took longer than it may. Try again in a few seconds.', { code: 'timed-out', status: 503 })
  }
  return new AppError(`Something failed on our side. The log has it under ${requestId}.`, { code: 'internal' })
}
