import { createTokenVerifier } from './verify-token.ts'
import type { DevPeople } from '../dev-people.ts'
import type { Config } from '#core/config.ts'
import type { Operations } from '#contract/operations.ts'
import type { Principal } from '#core/principal.ts'
import { Secret } from '#core/secret.ts'

/** Who a bearer token belongs to, with the rights held now; null when it proves nobody. */
export type Authenticate = (token: string, signal: AbortSignal) => Promise<Principal | null>

/**
 * Recognises API keys (`parley_…`), the development people's keys, and JWTs when OIDC_ISSUER is set. Each kind is
 * told by its form, so a token is only ever tried as one. Throws `configuration` for an issuer without an audience.
 */
export function createAuthenticate(options: {
  readonly config: Config
  readonly operations: Operations
  readonly devPeople: DevPeople | null
}): Authenticate {
  const { config, operations, devPeople } = options
  const verifyToken = createTokenVerifier(config)

  return async (token, signal) => {
    if (token.length > 8_192) return null
    if (token.startsWith('parley_')) return await operations.authenticateKey(token)
    if (token.startsWith('dev_')) {
      const id = devPeople?.idForKey(token) ?? null
      return devPeople === null || id === null ? null : await operations.readPerson(devPeople.tenantId, id)
    }
    const verified = verifyToken === null ? null : await verifyToken(token, signal)
    if (verified === null) return null
    const { principal, expiresAt } = verified
    return (await operations.rememberPrincipal(principal, { token: new Secret(token), expiresAt })) ? principal : null
  }
}
