import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '#core/secret.ts'
import type { RawDelivery } from '../contract.ts'

/** The headers of a webhook signature (Standard Webhooks 1.0.0, "Webhook headers"). */
export interface SignedHeaders {
  /** The message's own, the same for every attempt. */
  readonly 'webhook-id': string
  /** Seconds since 1970, of this attempt. */
  readonly 'webhook-timestamp': string
  /** One signature or more, with spaces between: `v1,<base64>`. */
  readonly 'webhook-signature': string
}

/** How far a message's time may be from ours, either way. The specification's own libraries have it. */
export const TOLERANCE_S = 300

export type Verification = 'valid' | 'invalid' | 'stale'

/** A shared secret's key; null where it isn't one. The specification asks for 24 to 64 bytes in base64. */
export function keyOf(secret: Secret): Buffer | null {
  const encoded = /^whsec_([\w+/-]+={0,2})$/.exec(secret.reveal())?.[1]
  const key = Buffer.from(encoded ?? '', 'base64')
  return key.length >= 24 && key.length <= 64 ? key : null
}

/** Signs with each key, so that a receiver may know any of them while they are changed. */
export function sign(
  keys: readonly Buffer[],
  message: { readonly id: string; readonly at: Date; readonly body: string },
): SignedHeaders {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000))
  const content = Buffer.from(`${message.id}.${timestamp}.${message.body}`)
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => `v1,${hmac(key, content).toString('base64')}`).join(' '),
  }
}

/**
 * Whether one of the signatures is one of these keys', and of now. An old one that is good is told apart from one that
 * isn't: only who has the secret learns that.
 */
export function verify(keys: readonly Buffer[], { headers, body, at }: RawDelivery): Verification {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers
  // The id may not have a dot, or it could be moved between the id and the time.
  if (!/^[^.\s]{1,256}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return 'invalid'
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const expected = keys.map((key) => hmac(key, content))
  const given = signatures
    .split(' ', MOST_SIGNATURES)
    .flatMap((signature) => (signature.startsWith('v1,') ? [Buffer.from(signature.slice(3), 'base64')] : []))
  const isOurs = expected.some((each) =>
    given.some((other) => other.length === each.length && timingSafeEqual(each, other)),
  )
  if (!isOurs) return 'invalid'
  return Math.abs(at.getTime() / 1_000 - Number(timestamp)) <= TOLERANCE_S ? 'valid' : 'stale'
}

/** Old and new ones of both sides while secrets are changed; each costs a comparison. */
const MOST_SIGNATURES = 8

function hmac(key: Buffer, content: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest()
}
