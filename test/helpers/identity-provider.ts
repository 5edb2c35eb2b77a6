import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import type { Scope } from './database.ts'

/** An identity provider of a test's own: its metadata, its key, and tokens that it signs. */
export interface IdentityProvider {
  readonly issuer: string
  readonly audience: string
  /** A token of somebody who signed in, with more claims, or others. */
  token(claims: JWTPayload): Promise<string>
}

export const MAYA = { sub: 'maya', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com', roles: ['customer'] }
export const JONAS = { sub: 'jonas', name: 'Jonas Weber', email: 'jonas@example.com', roles: ['support-lead'] }

export async function startIdentityProvider(scope: Scope): Promise<IdentityProvider> {
  const keys = await generateKeyPair('ES256')
  const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
  const server = createServer((request, response) => {
    const metadata = { issuer, jwks_uri: `${issuer}/keys` }
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [publicKey] } : metadata))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.after(async () => void server.close())
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const audience = 'parley'
  return {
    issuer,
    audience,
    token: (claims) =>
      new SignJWT({ auth_time: 1_785_000_000, email_verified: true, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(keys.privateKey),
  }
}
