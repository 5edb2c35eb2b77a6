import { z } from 'zod'
import type { DeliveryOutcome } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { outgoingCall, type OutgoingAnswer } from '#core/outgoing-http.ts'
import type { Secret } from '#core/secret.ts'

/** How we are known to Teams, and where it gives tokens. */
export interface TeamsApi {
  readonly appId: string
  readonly secret: Secret
  /** Where a token is asked for. */
  readonly tokenUrl: string
  readonly scope: string
  readonly allowPrivate: boolean
  readonly timeoutMs: number
  readonly now: () => Date
}

/** What the service said; anything but its taking it is an outcome of the delivery that it was for. */
export type ConnectorReply =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly failed: Exclude<DeliveryOutcome, { outcome: 'delivered' }> }

/** A request to the service of a conversation. */
export interface ConnectorRequest {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly body: JsonObject | null
}

/** Asks a conversation's service something. Throws by `signal` alone. */
export type Connector = (request: ConnectorRequest, signal: AbortSignal) => Promise<ConnectorReply>

const MOST_BYTES = 262_144
const LONGEST_PAUSE_S = 3_600
/** A token that ends this soon may end on the way. */
const MARGIN_MS = 300_000

/** What no repetition mends: the message itself, or where it goes. Of a token and of rights an operator may mend what is wrong. */
const FINAL: readonly number[] = [400, 404, 405, 409, 413, 415, 422]

const Token = z.looseObject({ access_token: z.string().min(1).max(20_000), expires_in: z.number().positive() })

/** The service's interface (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference), as our app. */
export function connectorOf(api: TeamsApi): Connector {
  let kept: { readonly token: string; readonly until: number } | null = null

  async function tokenFor(signal: AbortSignal): Promise<string | ConnectorReply> {
    if (kept && kept.until > api.now().getTime()) return kept.token
    const reply = await askForToken(api, signal)
    if (!reply.ok) return reply
    const parsed = Token.safeParse(reply.body).data
    if (!parsed) return again('teams-no-token', null)
    const { access_token: token, expires_in: seconds } = parsed
    kept = { token, until: api.now().getTime() + seconds * 1_000 - MARGIN_MS }
    return token
  }

  async function callOnce({ method, url, body }: ConnectorRequest, signal: AbortSignal): Promise<ConnectorReply> {
    const token = await tokenFor(signal)
    if (typeof token !== 'string') return token
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'user-agent': 'parley' }
    return await call(url, { method, headers, body: body && JSON.stringify(body) }, api, signal)
  }

  return async (asked, signal) => {
    const before = kept && kept.until > api.now().getTime() ? kept : null
    const reply = await callOnce(asked, signal)
    if (reply.ok || reply.failed.error !== 'teams-401') return reply
    // Another call may have asked for a new one meanwhile.
    if (before === null || kept === before) kept = null
    // It was taken back before its time. What was refused for that wasn't done, and is said once more with another.
    return before === null ? reply : await callOnce(asked, signal)
  }
}

/** Asks for a token and nothing else; a code where that is refused. Throws by `signal` alone. */
export async function trySignIn(api: TeamsApi, signal: AbortSignal): Promise<string | null> {
  const reply = await askForToken(api, signal)
  return reply.ok ? null : reply.failed.error
}

async function askForToken(api: TeamsApi, signal: AbortSignal): Promise<ConnectorReply> {
  const fields = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: api.appId,
    client_secret: api.secret.reveal(),
    scope: api.scope,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const reply = await call(api.tokenUrl, { method: 'POST', headers, body: fields.toString() }, api, signal)
  // A secret that ran out is mended by whoever runs this, and what was to be said waits for it.
  return reply.ok || reply.failed.outcome === 'retry' ? reply : again('teams-token-refused', null)
}

async function call(
  url: string,
  sent: Parameters<typeof outgoingCall>[1],
  { allowPrivate, timeoutMs }: TeamsApi,
  signal: AbortSignal,
): Promise<ConnectorReply> {
  try {
    return replyOf(await outgoingCall(url, sent, { signal, timeoutMs, allowPrivate, maxBytes: MOST_BYTES }))
  } catch (error) {
    signal.throwIfAborted()
    return again(error instanceof AppError ? error.code : 'outgoing-failed', null)
  }
}

function replyOf({ status, retryAfter, body }: OutgoingAnswer & { readonly body: Uint8Array }): ConnectorReply {
  if (status >= 200 && status < 300) return { ok: true, body: jsonIn(body) }
  const error = `teams-${status}`
  if (FINAL.includes(status)) return { ok: false, failed: { outcome: 'gave-up', error, endsSubscription: false } }
  return again(error, retryAfter)
}

function again(error: string, retryAfter: string | null): ConnectorReply {
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null
  const afterMs = seconds === null ? null : Math.min(LONGEST_PAUSE_S, seconds) * 1_000
  return { ok: false, failed: { outcome: 'retry', error, afterMs } }
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
