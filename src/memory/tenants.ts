import { sql } from 'drizzle-orm'
import type { Tx } from './database.ts'

/** The name of the transaction's tenant; null where it hasn't been made. Also what tells that the database answers. */
export async function readTenantName(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ name: string }>(sql`select name from tenants where tenant_id = ${tx.tenantId}`)
  return row?.name ?? null
}
