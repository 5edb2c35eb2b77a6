import { sql } from 'drizzle-orm'
import { TenantId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** The tenant of a database that serves one: what development and PGlite have. */
export const DEFAULT_TENANT = TenantId.parse('default')

/** Makes the transaction's tenant, where it isn't there yet. */
export async function ensureTenant(tx: Tx, name: string): Promise<void> {
  await tx.query(sql`
    insert into tenants (tenant_id, name) values (${tx.tenantId}, ${name}) on conflict do nothing`)
}

/** The name of the transaction's tenant; null where it hasn't been made. */
export async function readTenantName(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ name: string }>(sql`select name from tenants where tenant_id = ${tx.tenantId}`)
  return row?.name ?? null
}
