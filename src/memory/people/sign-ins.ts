import { sql } from 'drizzle-orm'
import type { Secret } from '#core/secret.ts'
import type { Tx } from '../database/database.ts'
import { encrypt, decrypt, type EncryptionKey } from './encryption.ts'

/** Somebody's own access token, and when it ends. */
export interface SignIn {
  readonly token: Secret
  readonly expiresAt: Date
}

/** Keeps the token that somebody came with, sealed; an older one than is kept changes nothing. */
export async function keepSignIn(tx: Tx, principalId: string, signIn: SignIn, key: EncryptionKey): Promise<void> {
  const expiresAt = signIn.expiresAt.toISOString()
  // It is said with every request: what is kept already is neither written nor locked.
  await tx.query(sql`
    insert into sign_ins as kept (tenant_id, principal_id, sealed_token, expires_at)
    select ${tx.tenantId}, ${principalId}, ${encrypt(signIn.token, key, placeOf(tx, principalId))}, ${expiresAt}::timestamptz
     where not exists (select from sign_ins same where same.tenant_id = ${tx.tenantId}
                          and same.principal_id = ${principalId} and same.expires_at >= ${expiresAt}::timestamptz)
        on conflict (tenant_id, principal_id) do update
       set sealed_token = excluded.sealed_token, expires_at = excluded.expires_at, signed_in_at = clock_timestamp()
     where kept.expires_at < excluded.expires_at`)
}

/** The token that somebody last came with, where it still lives by the database's clock; null otherwise. */
export async function readSignIn(tx: Tx, principalId: string, key: EncryptionKey): Promise<SignIn | null> {
  const [row] = await tx.query<{ sealed: string; expiresAt: Date }>(sql`
    select sealed_token as sealed, expires_at as "expiresAt" from sign_ins
     where tenant_id = ${tx.tenantId} and principal_id = ${principalId} and expires_at > now()`)
  const token = row && decrypt(row.sealed, key, placeOf(tx, principalId))
  return token ? { token, expiresAt: row.expiresAt } : null
}

/** Forgets tokens that have ended. */
export async function forgetEndedSignIns(tx: Tx): Promise<void> {
  await tx.query(sql`delete from sign_ins where tenant_id = ${tx.tenantId} and expires_at <= now()`)
}

// Bound to its row: one that was copied to another's doesn't open there.
function placeOf({ tenantId }: Tx, principalId: string): readonly string[] {
  return ['sign-in', tenantId, principalId]
}
