import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

/** An identity provider of a test's own: its metadata, its key, and tokens that it signs. */
export interface IdentityProvider {
  readonly issuer: string
  readonly audience: string
  /** A token of somebody who signed in, with more claims, or others; for us where they name no audience. */
  token(claims: JWTPayload): Promise<string>
  /** One that ends in so many seconds. */
  tokenFor(claims: JWTPayload, seconds: number): Promise<string>
  /** What the token endpoint was asked, in order. */
  readonly asked: readonly TokenRequest[]
  /** What it gave, in order. */
  readonly given: readonly string[]
}

export interface TokenRequest {
  readonly client: string
  readonly fields: Readonly<Record<string, string>>
}

/** The one client that may ask at the token endpoint. */
export const CLIENT = { id: 'parley', secret: 'CANARY-CLIENT:SECRET &+%' }

export const MAYA = { sub: 'maya', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com', roles: ['customer'] }
export const JONAS = { sub: 'jonas', name: 'Jonas Weber', email: 'jonas@example.com', roles: ['support-lead'] }

export async function startIdentityProvider(scope: Scope): Promise<IdentityProvider> {
  const keys = await generateKeyPair('ES256')
  const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
  const asked: TokenRequest[] = []
  const given: string[] = []
  const server = createServer((request, response) => {
    const metadata = { issuer, jwks_uri: `${issuer}/keys`, token_endpoint: `${issuer}/token` }
    if (request.url === '/token') return void answerToken(request, response)
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [publicKey] } : metadata))
  })
  const issuer = await listening(scope, server)
  const audience = 'parley'
  const tokenFor = (claims: JWTPayload, seconds: number) =>
    new SignJWT({ auth_time: 1_785_000_000, email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(issuer)
      .setAudience(claims.aud ?? audience)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(keys.privateKey)
  return { issuer, audience, asked, given, tokenFor, token: (claims) => tokenFor(claims, 3_600) }

  // RFC 6749 §2.3.1 and §4.4, RFC 8693 §2: what a provider checks, it checks.
  async function answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const fields = Object.fromEntries(new URLSearchParams(await text(request)))
    const basic = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
    const [client = '', secret = ''] = basic.split(':').map((part) => new URLSearchParams(`_=${part}`).get('_') ?? '')
    asked.push({ client, fields })
    if (client !== CLIENT.id || secret !== CLIENT.secret) return reply(401, { error: 'invalid_client' })
    if (fields['audience'] === 'nobody') return reply(400, { error: 'invalid_target' })
    const whose =
      fields['grant_type'] === 'client_credentials'
        ? client
        : await jwtVerify(fields['subject_token'] ?? '', keys.publicKey, { issuer, audience })
            .then(({ payload }) => payload.sub)
            .catch(() => null)
    if (!whose) return reply(400, { error: 'invalid_request' })
    const token = `${whose}.for.${fields['audience']}.${given.length}`
    given.push(token)
    reply(200, {
      access_token: token,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 300,
      scope: fields['scope'],
    })
  }
}
