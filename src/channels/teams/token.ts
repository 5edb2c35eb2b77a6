import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { signatureInvalid } from '../inbound/signature-errors.ts'
import type { ServiceKey } from './keys.ts'

/** The service's clock and ours may be as far apart (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication). */
const TOLERANCE_S = 300

/** The claim's name has both spellings in the service's own documents. */
const Claims = z
  .looseObject({ serviceurl: z.string().optional(), serviceUrl: z.string().optional() })
  .transform(({ serviceurl, serviceUrl }) => serviceurl ?? serviceUrl ?? null)

export interface TokenRules {
  readonly appId: string
  readonly issuer: string
  readonly keys: (kid: string) => Promise<ServiceKey | null>
}

/** What a token vouches for: where the service takes answers, and which channels its key signs for. */
export interface Vouched {
  readonly serviceUrl: string
  readonly endorsements: readonly string[]
}

/**
 * Holds a request's token against the service's keys, our app's id and the time. Throws `signature-invalid`,
 * `signature-stale` and `teams-away`. It says who sends and not what: the body isn't signed.
 */
export async function verifyToken(
  authorization: string | undefined,
  at: Date,
  { appId, issuer, keys }: TokenRules,
): Promise<Vouched> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) throw signatureInvalid()
  let endorsements: readonly string[] = []
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const found = kid === undefined ? null : await keys(kid)
        if (found === null) throw signatureInvalid()
        endorsements = found.endorsements
        return found.key
      },
      {
        issuer,
        audience: appId,
        algorithms: ['RS256'],
        requiredClaims: ['exp'],
        clockTolerance: TOLERANCE_S,
        currentDate: at,
      },
    )
    const serviceUrl = Claims.parse(payload)
    if (serviceUrl === null) throw signatureInvalid()
    return { serviceUrl, endorsements }
  } catch (error) {
    if (error instanceof AppError) throw error
    if (error instanceof errors.JWTExpired || isTooEarly(error)) throw tokenStale()
    throw signatureInvalid()
  }
}

function isTooEarly(error: unknown): boolean {
  return error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf'
}

function tokenStale(): AppError {
  return new AppError(
    'The token ended more than five minutes ago, or begins that far ahead of our clock. Get another one, and check your clock.',
    { code: 'signature-stale', status: 401 },
  )
}
