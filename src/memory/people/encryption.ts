import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret } from '#core/secret.ts'

/** AES-256-GCM: 32 bytes, in base64url. */
export type EncryptionKey = Secret

/** Encrypts a secret at rest for one row: `place` says which, and it can't be decrypted in another one. */
export function encrypt(secret: Secret, key: EncryptionKey, place: readonly string[]): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.reveal(), 'base64url'), nonce).setAAD(named(place))
  const sealed = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Decrypts a secret; null where it was encrypted with another key, for another row, or was changed. */
export function decrypt(text: string, key: EncryptionKey, place: readonly string[]): Secret | null {
  const bytes = Buffer.from(text, 'base64url')
  try {
    const opener = createDecipheriv('aes-256-gcm', Buffer.from(key.reveal(), 'base64url'), bytes.subarray(0, 12))
    opener.setAAD(named(place)).setAuthTag(bytes.subarray(12, 28))
    return new Secret(Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]).toString('utf8'))
  } catch {
    return null
  }
}

function named(place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(place))
}
