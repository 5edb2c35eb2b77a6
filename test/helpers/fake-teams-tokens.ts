import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'

/** What is different about how an activity is sent. */
export interface SentOtherwise {
  /** Signed by a key that the service doesn't have. */
  readonly forged?: boolean
  /** Signed by the service's key for another channel. */
  readonly unendorsed?: boolean
  readonly claims?: Readonly<Record<string, unknown>>
  readonly issuer?: string
  readonly audience?: string
  /** Since when the token is over, in seconds. */
  readonly endedS?: number
  /** From when on it is good, in seconds. */
  readonly beginsInS?: number
  readonly tamper?: (token: string) => string
  readonly authorization?: string | null
  readonly name?: string
  /** What the activity has instead. */
  readonly activity?: Readonly<Record<string, unknown>>
}

/** The tokens by which the service says who sends, and the keys that it signs them with. */
export interface FakeTokens {
  readonly keys: object
  tokenFor(serviceUrl: string, otherwise: SentOtherwise): Promise<string>
}

export async function fakeTokens(ordinary: {
  readonly audience: string
  readonly issuer: string
}): Promise<FakeTokens> {
  const [ours, others, forger] = await Promise.all([pair('k1'), pair('k2'), pair('k1')])

  async function tokenFor(serviceUrl: string, otherwise: SentOtherwise): Promise<string> {
    const {
      forged,
      unendorsed,
      claims,
      issuer = ordinary.issuer,
      audience = ordinary.audience,
      endedS,
      beginsInS = -60,
      tamper,
    } = otherwise
    const now = Math.floor(Date.now() / 1_000)
    const { key, kid } = forged ? forger : unendorsed ? others : ours
    const token = await new SignJWT({ serviceurl: serviceUrl, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setNotBefore(now + beginsInS)
      .setExpirationTime(endedS === undefined ? now + 3_600 : now - endedS)
      .sign(key)
    return tamper ? tamper(token) : token
  }

  return {
    keys: {
      keys: [
        { ...ours.jwk, endorsements: ['msteams', 'webchat'] },
        { ...others.jwk, endorsements: ['skype'] },
      ],
    },
    tokenFor,
  }
}

async function pair(kid: string): Promise<{ readonly kid: string; readonly key: CryptoKey; readonly jwk: object }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  return { kid, key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } }
}
