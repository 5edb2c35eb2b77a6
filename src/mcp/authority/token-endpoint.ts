import { z } from 'zod'
import type { TokenExchange } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import { outgoingFetch, outgoingPost } from '#core/outgoing-http.ts'
import { Secret } from '#core/secret.ts'
import { CallFailure } from '../connection/call-failure.ts'
import type { Reference } from '../connection/open-transport.ts'

/** A token for one tool server, and until when it is used, in ms of the monotonic clock. */
export interface ServerToken {
  readonly token: Secret
  readonly usedUntilMs: number
}

const REPLY_MS = 5_000
const REPLY_BYTES = 262_144
/** A token isn't used in the last seconds of its life, which may end on the way. */
const MARGIN_S = 10
/** RFC 6749 §5.1 recommends `expires_in` and doesn't ask for it. */
const LIVES_S = 60

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

const Metadata = z.object({ issuer: z.string(), token_endpoint: z.url({ protocol: /^https?$/ }) })
// RFC 8693 §2.2.1. A token of another type is no bearer token, and would be sent in vain.
const Granted = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
})
// RFC 6749 §5.2.
const Refused = z.object({ error: z.string().regex(/^[\x20-\x7e]{1,100}$/) })

/** Exchanges the requester's own token for one of this server's audience (RFC 8693). Throws a `CallFailure`. */
export async function exchangeToken(exchange: TokenExchange, subject: Secret, asking: Asking): Promise<ServerToken> {
  const fields = fieldsOf(exchange, EXCHANGE)
  fields.set('subject_token', subject.reveal())
  fields.set('subject_token_type', ACCESS_TOKEN)
  fields.set('requested_token_type', ACCESS_TOKEN)
  return await ask(exchange, fields, asking)
}

/** A token of our own for this server, with which its list of tools is read (RFC 6749 §4.4). Throws a `CallFailure`. */
export async function ownToken(exchange: TokenExchange, asking: Asking): Promise<ServerToken> {
  return await ask(exchange, fieldsOf(exchange, 'client_credentials'), asking)
}

export interface Asking {
  readonly reference: Reference
  readonly signal: AbortSignal
}

function fieldsOf({ audience, resource, scopes }: TokenExchange, grant: string): URLSearchParams {
  const fields = new URLSearchParams({ grant_type: grant })
  if (audience !== null) fields.set('audience', audience)
  if (resource !== null) fields.set('resource', resource)
  if (scopes.length > 0) fields.set('scope', scopes.join(' '))
  return fields
}

async function ask(exchange: TokenExchange, fields: URLSearchParams, asking: Asking): Promise<ServerToken> {
  const askedMs = performance.now()
  try {
    const { url, allowPrivate } = exchange.tokenEndpoint
      ? { url: exchange.tokenEndpoint, allowPrivate: true }
      : await discovered(asking)
    const headers = { authorization: clientCredentials(exchange, asking.reference) }
    const response = await outgoingPost(url, { fields, headers }, outgoing(asking, allowPrivate))
    if (response.status !== 200) throw refusal(response.status, await jsonOf(response))
    const granted = Granted.safeParse(await jsonOf(response))
    if (!granted.success) throw failure('token-refused', 'The identity provider’s answer is no bearer token.')
    const { access_token: token, expires_in: livesS = LIVES_S } = granted.data
    return { token: new Secret(token), usedUntilMs: askedMs + Math.max(0, livesS - MARGIN_S) * 1_000 }
  } catch (error) {
    if (error instanceof CallFailure) throw error
    throw failure('tool-unreachable', 'The identity provider can’t be reached for a token.', error)
  }
}

// `invalid_grant`, or in RFC 8693 §2.2.2 `invalid_request`, is about the requester's token. The rest is the operator's:
// a wrong secret, an audience or scope that isn't given to this client.
function refusal(status: number, body: unknown): CallFailure {
  const error = Refused.safeParse(body).data?.error ?? `HTTP ${status}`
  if (status >= 500) return failure('tool-unreachable', `The identity provider has trouble (${error}).`)
  return error === 'invalid_grant' || error === 'invalid_request'
    ? failure('requester-signed-out', 'The requester’s token isn’t taken any more.')
    : failure('token-refused', `The identity provider gives no token: ${error}.`)
}

// RFC 6749 §2.3.1: both are form-encoded before they are joined.
function clientCredentials({ clientId, clientSecret }: TokenExchange, reference: Reference): string {
  const secret = reference(clientSecret.variable)
  if (secret === undefined) {
    throw failure(
      'token-refused',
      `The secret of our client is in the variable ${clientSecret.variable}, which isn't set.`,
    )
  }
  const encoded = [clientId, secret].map((text) => new URLSearchParams({ '': text }).toString().slice(1))
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`
}

// The operator wrote the issuer's address, so it may be beside us. Where its metadata points is a stranger's word.
async function discovered(asking: Asking): Promise<{ readonly url: string; readonly allowPrivate: boolean }> {
  const issuer = asking.reference('OIDC_ISSUER') ?? ''
  const document = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await outgoingFetch(document, outgoing(asking, true))
  const metadata = Metadata.parse(await response.json())
  if (metadata.issuer !== issuer) {
    throw new AppError('The identity provider calls itself by another name than OIDC_ISSUER.', {
      code: 'issuer-differs',
    })
  }
  const url = metadata.token_endpoint
  return { url, allowPrivate: new URL(url).origin === new URL(issuer).origin }
}

function outgoing({ signal }: Asking, allowPrivate: boolean) {
  return { signal, maxBytes: REPLY_BYTES, timeoutMs: REPLY_MS, allowPrivate }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

// Whatever is wrong here, the tool has seen nothing. The provider's own words stay out: they may quote what was sent.
function failure(code: CallFailure['code'], message: string, cause?: unknown): CallFailure {
  return new CallFailure(message, { code, certain: true, cause })
}
