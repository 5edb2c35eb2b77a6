import { createHash } from 'node:crypto'

/**
 * The idempotency key of an effect, the same after any crash: RFC 4648 base32, in lower case and without padding, of SHA-256
 * over the digest's text followed by the effect's index in decimal. 52 characters.
 */
export function idempotencyKey(digest: string, index: number): string {
  return base32(createHash('sha256').update(`${digest}${index}`).digest())
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('')
}
