import { z } from 'zod'
import { CallFailure } from './call-failure.ts'

/**
 * Statuses with which whoever stands before a server says that it gave no answer (RFC 9110 §15.5.9, §15.6; those of 520 to
 * 530 are a common proxy's): the call may have been done, and may work in a moment.
 */
const NO_ANSWER = new Set([408, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530])

const ErrorBody = z.object({ error: z.object({ code: z.number() }) })

/**
 * What a status other than success means for the call. A status proves by itself that no tool was called only where it can't
 * be given by anything behind the door: decision 40 has each with its reason. `retryAfter` is that header, RFC 9110 §10.2.3.
 */
export function statusFailure(status: number, body: string, retryAfter: string | null): CallFailure {
  const retryAfterMs = waitOf(retryAfter)
  const error = { by: 'http', code: status, text: body } as const
  // A 503 that says when to come back was sent at the door; one without may come from behind the tool.
  if (status === 429 || (status === 503 && retryAfterMs !== null)) {
    const message = `It has no room for the request now (HTTP ${status}).`
    return new CallFailure(message, { code: 'tool-busy', certain: true, retryAfterMs, error })
  }
  if (status === 401) {
    const message = 'It refused our credential (HTTP 401). Check the variable that holds its token.'
    return new CallFailure(message, { code: 'tool-unreachable', certain: true, error })
  }
  const may = {
    code: NO_ANSWER.has(status) ? 'tool-connection-lost' : 'tool-http-error',
    certain: false,
    error,
  } as const
  if (status === 404 || (status === 400 && isSessionError(body))) {
    const message = `It answered HTTP ${status}: it doesn't know our session, or has nothing at this address.`
    return new CallFailure(message, { ...may, isSessionLost: true })
  }
  if (status >= 300 && status < 400) {
    return new CallFailure(`It redirects (HTTP ${status}), which isn't followed. Configure its final address.`, may)
  }
  if (status === 403) {
    return new CallFailure('It refused our credential (HTTP 403). Check the variable that holds its token.', may)
  }
  return new CallFailure(`It failed with HTTP ${status}.`, may)
}

// A number of seconds, or a date.
function waitOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  const waitMs = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now()
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs)
}

// Servers built on the protocol's own examples answer an unknown session with 400 and one of these two codes.
function isSessionError(body: string): boolean {
  try {
    const parsed = ErrorBody.safeParse(JSON.parse(body))
    return parsed.success && (parsed.data.error.code === -32_000 || parsed.data.error.code === -32_001)
  } catch {
    return false
  }
}
