import { sql, type SQL } from 'drizzle-orm'
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { PrincipalId, Scope, TenantId, type Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** The three things that a key's text says: `parley_<tenant>_<key id>_<secret>`. */
export interface KeyText {
  readonly tenantId: TenantId
  readonly keyId: string
  readonly secret: string
}

/** Reads a key's text; null for what isn't one. Nothing in it is believed before `secretMatches`. */
export function parseKey(text: string): KeyText | null {
  const [, tenant, keyId, secret] = /^parley_([a-z0-9-]+)_([0-9a-f]{24})_([\w-]{43})$/.exec(text) ?? []
  const tenantId = TenantId.safeParse(tenant)
  if (!tenantId.success || keyId === undefined || secret === undefined) return null
  return { tenantId: tenantId.data, keyId, secret }
}

/** Makes a key for a principal. Its text is given this once; the database keeps a hash of 256 random bits. */
export async function createKey(
  tx: Tx,
  key: {
    readonly principalId: PrincipalId
    readonly name: string
    readonly scopes: readonly Scope[]
    readonly expiresAt: Date | null
  },
  randomBytes: (length: number) => Buffer,
): Promise<{ readonly id: string; readonly text: string }> {
  const id = randomBytes(12).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  await tx.query(sql`
    insert into api_keys (tenant_id, id, principal_id, name, secret_hash, scopes, expires_at)
    values (${tx.tenantId}, ${id}, ${key.principalId}, ${key.name}, ${hashOf(secret)},
            ${sql.param(key.scopes)}::text[], ${key.expiresAt})`)
  return { id, text: `parley_${tx.tenantId}_${id}_${secret}` }
}

/** Whether a row of `api_keys`, by its name in a statement, is a key that is neither revoked nor past its time. */
export function isUsable(key: SQL): SQL {
  return sql`(${key}.revoked_at is null and (${key}.expires_at is null or ${key}.expires_at > now()))`
}

/** A key that may be used now, and who uses it. */
export interface UsableKey {
  readonly principal: Principal
  readonly secretHash: string
}

/** Finds a key that is neither revoked nor past its time, with the roles and groups its principal has now; null otherwise. */
export async function findKey(tx: Tx, keyId: string): Promise<UsableKey | null> {
  const [row] = await tx.query(sql`
    select p.id, p.name, p.email, p.roles, p.groups, k.scopes, k.secret_hash as "secretHash"
      from api_keys k
      join principals p on p.tenant_id = k.tenant_id and p.id = k.principal_id
     where k.tenant_id = ${tx.tenantId} and k.id = ${keyId}
       and ${isUsable(sql`k`)}`)
  if (row === undefined) return null
  const { secretHash, ...principal } = FoundKey.parse(row)
  return { principal: { ...principal, tenantId: tx.tenantId, authenticatedBy: 'key' }, secretHash }
}

const FoundKey = z.object({
  id: PrincipalId,
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  groups: z.array(z.string()),
  scopes: z.array(Scope),
  secretHash: z.string(),
})

/** Whether this tenant has a key that may be used now. */
export async function hasUsableKey(tx: Tx): Promise<boolean> {
  const rows = await tx.query(sql`
    select from api_keys
     where tenant_id = ${tx.tenantId} and ${isUsable(sql`api_keys`)} limit 1`)
  return rows.length > 0
}

/** Whether a secret is the key's, in a time that says nothing about how much of it is right. */
export function secretMatches(secret: string, key: Pick<UsableKey, 'secretHash'>): boolean {
  const given = Buffer.from(hashOf(secret))
  const stored = Buffer.from(key.secretHash)
  return given.length === stored.length && timingSafeEqual(given, stored)
}

/** Ends a key at once; false where there is none, or it was ended before. */
export async function revokeKey(tx: Tx, keyId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update api_keys set revoked_at = now()
     where tenant_id = ${tx.tenantId} and id = ${keyId} and revoked_at is null
    returning id`)
  return rows.length > 0
}

/** A key as lists show it: everything but its secret. */
export const KeyRecord = z.object({
  id: z.string(),
  name: z.string(),
  principalId: PrincipalId,
  roles: z.array(z.string()).readonly(),
  scopes: z.array(Scope).readonly(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
})
export type KeyRecord = Readonly<z.infer<typeof KeyRecord>>

/** Every key of the tenant, newest first; `before` is the last one of the page before. */
export async function listKeys(
  tx: Tx,
  page: { readonly before: KeyRecord | null; readonly limit: number },
): Promise<readonly KeyRecord[]> {
  const { createdAt, id } = page.before ?? { createdAt: null, id: null }
  const rows = await tx.query(sql`
    select k.id, k.name, k.principal_id as "principalId", p.roles, k.scopes, k.created_at as "createdAt",
           k.expires_at as "expiresAt", k.revoked_at as "revokedAt"
      from api_keys k
      join principals p on p.tenant_id = k.tenant_id and p.id = k.principal_id
     where k.tenant_id = ${tx.tenantId}
       and (${id}::text is null or (date_trunc('milliseconds', k.created_at), k.id) < (${createdAt}::timestamptz, ${id}))
     order by date_trunc('milliseconds', k.created_at) desc, k.id desc limit ${page.limit}`)
  return rows.map((row) => KeyRecord.parse(row))
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
