import { sql } from 'drizzle-orm'
import { AnnouncedKey, type PublicKey } from './evidence-key.ts'
import type { Tx } from '../database/database.ts'

/** Tells the other servers what this one signs evidence with. */
export async function announceEvidenceKey(tx: Tx, { kid, x }: PublicKey): Promise<void> {
  await tx.query(sql`
    insert into evidence_keys (tenant_id, kid, x) values (${tx.tenantId}, ${kid}, ${x}) on conflict do nothing`)
}

/** All keys that were announced, the newest first. */
export async function announcedEvidenceKeys(tx: Tx): Promise<readonly AnnouncedKey[]> {
  const rows = await tx.query(sql`
    select 'OKP' as kty, 'Ed25519' as crv, x, kid,
           to_char(announced_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "announcedAt"
      from evidence_keys where tenant_id = ${tx.tenantId} order by announced_at desc, kid limit 1000`)
  return rows.flatMap((row) => AnnouncedKey.safeParse(row).data ?? [])
}
