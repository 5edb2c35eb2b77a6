import { importJWK, type CryptoKey, type JWK } from 'jose'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { outgoingFetch } from '#core/outgoing-http.ts'

/** Keys are looked for again once a day, and for a key that isn't there at most so often. */
const KEPT_MS = 86_400_000
const LOOKED_AGAIN_MS = 60_000
const TIMEOUT_MS = 5_000
const MOST_BYTES = 1_048_576

const Metadata = z.looseObject({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) })
const Keys = z.object({
  keys: z
    .array(z.looseObject({ kid: z.string(), kty: z.literal('RSA'), endorsements: z.array(z.string()).default([]) }))
    .max(200),
})

/** A key that the service signs with, and the channels that it signs for. */
export interface ServiceKey {
  readonly key: CryptoKey
  readonly endorsements: readonly string[]
}

export interface KeysOptions {
  readonly metadataUrl: string
  readonly issuer: string
  readonly now: () => Date
}

/**
 * The service's keys, by name, from its OpenID metadata; null for one that it hasn't. Throws `teams-away` where they can't
 * be had.
 */
export function serviceKeys(options: KeysOptions): (kid: string) => Promise<ServiceKey | null> {
  let loaded: Promise<ReadonlyMap<string, ServiceKey>> | null = null
  let loadedAt = 0
  const load = (): Promise<ReadonlyMap<string, ServiceKey>> => {
    loadedAt = options.now().getTime()
    loaded = fetchKeys(options).catch((error: unknown) => {
      loaded = null
      throw teamsAway(error)
    })
    return loaded
  }
  return async (kid) => {
    const ageMs = options.now().getTime() - loadedAt
    const keys = await (loaded !== null && ageMs < KEPT_MS ? loaded : load())
    const known = keys.get(kid)
    if (known || ageMs < LOOKED_AGAIN_MS) return known ?? null
    return (await load()).get(kid) ?? null
  }
}

async function fetchKeys({ metadataUrl, issuer }: KeysOptions): Promise<ReadonlyMap<string, ServiceKey>> {
  const metadata = Metadata.parse(await fetchJson(metadataUrl, metadataUrl))
  if (metadata.issuer !== issuer) throw new Error('The metadata is another issuer’s.')
  const { keys } = Keys.parse(await fetchJson(metadata.jwks_uri, metadataUrl))
  return new Map(
    await Promise.all(keys.map(async ({ endorsements, ...jwk }) => [jwk.kid, await keyOf(jwk, endorsements)] as const)),
  )
}

async function keyOf(jwk: JWK, endorsements: readonly string[]): Promise<ServiceKey> {
  const key = await importJWK({ ...jwk, alg: 'RS256' })
  if (key instanceof Uint8Array) throw new Error('A key isn’t one of a pair.')
  return { key, endorsements }
}

// The operator wrote the metadata's address, so it may be beside us. Where it points is a stranger's word.
async function fetchJson(url: string, asked: string): Promise<unknown> {
  const response = await outgoingFetch(url, {
    // Shared by everyone who waits for it, so no one caller's.
    signal: AbortSignal.timeout(TIMEOUT_MS),
    maxBytes: MOST_BYTES,
    timeoutMs: TIMEOUT_MS,
    allowPrivate: new URL(url).origin === new URL(asked).origin,
  })
  if (response.status !== 200) throw new Error(`The keys answer ${response.status}.`)
  return await response.json()
}

/** The answer where Teams doesn't say what we have to know. It sends the same again. */
export function teamsAway(cause?: unknown): AppError {
  return new AppError('Teams doesn’t say who wrote this. Send it again.', {
    code: 'teams-away',
    status: 503,
    retryable: true,
    cause,
  })
}
