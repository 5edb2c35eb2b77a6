import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { outgoingFetch } from '#core/outgoing-http.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import { PrincipalId, Scope, TenantId, type Principal } from '#core/principal.ts'

/** Signatures made with a private key. `none` and shared secrets (`HS…`) would let whoever reads the public key sign. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

const CLOCK_TOLERANCE_S = 5
const FETCH_TIMEOUT_MS = 5_000
const FETCH_BYTES = 1_048_576

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) })

const Claims = z.object({
  // Those whom an outside channel vouches for aren't the identity provider's to name.
  sub: PrincipalId.refine((id) => !isOutsideId(id)),
  tenant: TenantId.default(TenantId.parse('default')),
  name: z.string().max(200).optional(),
  email: z.email().optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  roles: z.array(z.string()).default([]),
  // Some providers leave it out or give a link where somebody is in very many; then they are in none here.
  groups: z.array(z.string()).default([]).catch([]),
  scope: z.string().optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  sid: z.string().optional(),
  auth_time: z.number().optional(),
})
type Claims = z.infer<typeof Claims>

/** Who a token proves, and when it ends. */
export interface VerifiedToken {
  readonly principal: Principal
  readonly expiresAt: Date
}

/**
 * A verifier of the identity provider's JWTs, or null when none is configured. The verifier gives null for a token
 * that proves nobody, and throws `identity-provider-unreachable` when the provider's keys can't be had.
 */
export function createTokenVerifier(
  config: Config,
): ((token: string, signal: AbortSignal) => Promise<VerifiedToken | null>) | null {
  const issuer = config.OIDC_ISSUER
  const audience = config.OIDC_AUDIENCE
  if (issuer === undefined) return null
  if (audience === undefined) {
    throw new AppError(
      'OIDC_ISSUER is set without OIDC_AUDIENCE, so a token made for any other service would be taken. Set OIDC_AUDIENCE to the audience of this one.',
      { code: 'configuration' },
    )
  }
  const keys = rememberOnSuccess(() => discoverKeys(issuer))

  return async (token, signal) => {
    try {
      const { payload } = await jwtVerify(token, await keys(), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
      })
      const claims = Claims.safeParse(payload)
      if (!claims.success || payload.exp === undefined) return null
      return { principal: principalOf(claims.data), expiresAt: new Date(payload.exp * 1_000) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof errors.JOSEError && !isUnreachable(error)) return null
      throw new AppError("The identity provider can't be asked for its keys right now. Try again in a few seconds.", {
        code: 'identity-provider-unreachable',
        status: 503,
        retryable: true,
        cause: error,
      })
    }
  }
}

function principalOf(claims: Claims): Principal {
  const isPerson = showsSignIn(claims)
  return {
    tenantId: claims.tenant,
    id: claims.sub,
    name: claims.name ?? claims.sub,
    // Ownership of orders hangs on it, and with most providers anyone can claim an address that wasn't verified.
    email: claims.email_verified === true ? (claims.email ?? null) : null,
    roles: claims.roles,
    groups: claims.groups,
    authenticatedBy: isPerson ? 'session' : 'token',
    scopes: scopesOf(claims, isPerson),
  }
}

/**
 * Whether a person signed in for this token: it names the sign-in (`sid`, `auth_time`), and its subject isn't the
 * client itself. Anything less is a service, which can't decide plans.
 */
function showsSignIn(claims: Claims): boolean {
  const client = claims.client_id ?? claims.azp
  return (claims.sid !== undefined || claims.auth_time !== undefined) && claims.sub !== client
}

// A person who gave a client only some of our scopes, in the token's own words, gave it no more. A token that names none
// of ours (`openid profile`) is the person's own session, as long as a person stands behind it. A client that may ask in
// their name doesn't say yes in it: it may be a language model's, like a key, which can't have both either.
function scopesOf(claims: Claims, isPerson: boolean): readonly Scope[] {
  const granted = [claims.scope ?? [], claims.scp ?? []].flat().flatMap((text) => text.split(' '))
  const ours = Scope.options.filter((scope) => granted.includes(scope))
  if (ours.includes('chat')) return ours.filter((scope) => scope !== 'decide')
  return isPerson && ours.length === 0 ? Scope.options : ours
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const fetchIdentity = identityFetch(issuer)
  const response = await fetchIdentity(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), // shared by everyone who waits for it, so no one caller's signal
  })
  if (response.status !== 200) throw new Error(`The identity provider's metadata answers ${response.status}.`)
  const metadata = Metadata.parse(await response.json())
  if (metadata.issuer !== issuer)
    throw new Error('The identity provider calls itself by another name than OIDC_ISSUER.')
  return createRemoteJWKSet(new URL(metadata.jwks_uri), {
    [customFetch]: fetchIdentity,
    timeoutDuration: FETCH_TIMEOUT_MS,
  })
}

// The operator wrote the issuer's address, so it may be beside us. Where its metadata points is a stranger's word.
function identityFetch(issuer: string): (url: string, options: { signal: AbortSignal }) => Promise<Response> {
  const { origin } = new URL(issuer)
  return async (url, { signal }) =>
    await outgoingFetch(url, {
      signal,
      maxBytes: FETCH_BYTES,
      timeoutMs: FETCH_TIMEOUT_MS,
      allowPrivate: new URL(url).origin === origin,
    })
}

function rememberOnSuccess<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null
      throw error
    })
    return loaded
  }
}

// jose tells a provider that didn't answer properly from a token that isn't good only by these.
function isUnreachable(error: errors.JOSEError): boolean {
  return error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
}
