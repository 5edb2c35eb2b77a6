import { z } from 'zod'
import { CallFailure } from './call-failure.ts'

/**
 * Statuses with which an HTTP server turns a request away at its door, before any tool sees it (RFC 9110 §15.5). All
 * others may come from behind the tool: a gateway's 504 says nothing about what was done.
 */
const TURNED_AWAY = new Set([400, 401, 403, 404, 405, 406, 411, 413, 414, 415, 421, 426, 431])

const ErrorBody = z.object({ error: z.object({ code: z.number() }) })

/** What a status other than success means for the call. `retryAfter` is that header, RFC 9110 §10.2.3. */
export function statusFailure(status: number, body: string, retryAfter: string | null): CallFailure {
  const retryAfterMs = waitOf(retryAfter)
  // A 503 that says when to come back was sent at the door; one without may come from behind the tool.
  if (status === 429 || (status === 503 && retryAfterMs !== null)) {
    const message = `It has no room for the request now (HTTP ${status}).`
    return new CallFailure(message, { code: 'tool-busy', certain: true, retryAfterMs })
  }
  if (status === 404 || (status === 400 && isSessionError(body))) {
    const message = `It answered HTTP ${status}: it doesn't know our session, or has nothing at this address.`
    return new CallFailure(message, { code: 'tool-unreachable', certain: true, isSessionLost: true })
  }
  if (status === 401 || status === 403) {
    return turnedAway(`It refused our credential (HTTP ${status}). Check the variable that holds its token.`)
  }
  if (status >= 300 && status < 400) {
    return turnedAway(`It redirects (HTTP ${status}), which isn't followed. Configure its final address.`)
  }
  if (TURNED_AWAY.has(status)) return turnedAway(`It turned the request away (HTTP ${status}).`)
  return new CallFailure(`It failed with HTTP ${status}.`, { code: 'tool-connection-lost', certain: false })
}

function turnedAway(message: string): CallFailure {
  return new CallFailure(message, { code: 'tool-unreachable', certain: true })
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
