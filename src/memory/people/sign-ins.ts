import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { Secret } from '#core/secret.ts'
import type { Tx } from '../database/database.ts'

/** Somebody's own access token, and when it ends. */
export interface SignIn {
  readonly token: Secret
  readonly expiresAt: Date
}

/** AES-256-GCM: 32 bytes. */
export type SealingKey = Secret

/** Keeps the token that somebody came with, sealed; an older one than is kept changes nothing. */
export async function keepSignIn(tx: Tx, principalId: string, signIn: SignIn, key: SealingKey): Promise<void> {
  const expiresAt = signIn.expiresAt.toISOString()
  // It is said with every request: what is kept already is neither written nor locked.
  await tx.query(sql`
    insert into sign_ins as kept (tenant_id, principal_id, sealed_token, expires_at)
    select ${tx.tenantId}, ${principalId}, ${seal(signIn.token, key, placeOf(tx, principalId))}, ${expiresAt}::timestamptz
     where not exists (select from sign_ins same where same.tenant_id = ${tx.tenantId}
                          and same.principal_id = ${principalId} and same.expires_at >= ${expiresAt}::timestamptz)
        on conflict (tenant_id, principal_id) do update
       set sealed_token = excluded.sealed_token, expires_at = excluded.expires_at, signed_in_at = clock_timestamp()
     where kept.expires_at < excluded.expires_at`)
}

/** The token that somebody last came with, where it still lives by the database's clock; null otherwise. */
export async function readSignIn(tx: Tx, principalId: string, key: SealingKey): Promise<SignIn | null> {
  const [row] = await tx.query<{ sealed: string; expiresAt: Date }>(sql`
    select sealed_token as sealed, expires_at as "expiresAt" from sign_ins
     where tenant_id = ${tx.tenantId} and principal_id = ${principalId} and expires_at > now()`)
  const token = row && unseal(row.sealed, key, placeOf(tx, principalId))
  return token ? { token, expiresAt: row.expiresAt } : null
}

/** Forgets tokens that have ended. */
export async function forgetEndedSignIns(tx: Tx): Promise<void> {
  await tx.query(sql`delete from sign_ins where tenant_id = ${tx.tenantId} and expires_at <= now()`)
}

// Bound to its row: one that was copied to another's doesn't open there.
function placeOf({ tenantId }: Tx, principalId: string): Buffer {
  return Buffer.from(JSON.stringify(['sign-in', tenantId, principalId]))
}

function seal(token: Secret, key: SealingKey, place: Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.reveal(), 'base64url'), nonce).setAAD(place)
  const sealed = Buffer.concat([cipher.update(token.reveal(), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Null where it was sealed with another key, or isn't what was sealed: then it is as if there were none. */
function unseal(text: string, key: SealingKey, place: Buffer): Secret | null {
  const bytes = Buffer.from(text, 'base64url')
  try {
    const opener = createDecipheriv('aes-256-gcm', Buffer.from(key.reveal(), 'base64url'), bytes.subarray(0, 12))
    opener.setAAD(place).setAuthTag(bytes.subarray(12, 28))
    return new Secret(Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]).toString('utf8'))
  } catch {
    return null
  }
}
