import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { keepDocuments } from '../database/reader.ts'

/**
 * Gives documents that were stored before documents belonged to agents, and that are no agent's own, to these; gives how
 * many they were. Their lists are given to them as they are where there is no equal one: what search walks then stays as
 * it is, however much that is.
 */
export async function giveToAgents(tx: Tx, agents: readonly string[]): Promise<number> {
  if (agents.length === 0) return 0
  await keepDocuments(tx)
  const given = sql`${sql.param([...agents].sort())}::text[]`
  await tx.query(sql`
    update access_lists l set agents = ${given}, digest = access_digest(l.entries, ${given})
     where l.tenant_id = ${tx.tenantId} and l.agents is null
       and exists (select from documents d where d.tenant_id = l.tenant_id and d.agents is null and d.access = l.id)
       and not exists (
         select from access_lists o where o.tenant_id = l.tenant_id and o.digest = access_digest(l.entries, ${given}))`)
  const rows = await tx.query(sql`
    update documents set agents = ${given} where tenant_id = ${tx.tenantId} and agents is null returning id`)
  return rows.length
}

/** Says which agents answer from a document, and gives its source; null where there is none. */
export async function setAgents(tx: Tx, documentId: string, agents: readonly string[]): Promise<string | null> {
  await keepDocuments(tx)
  const [row] = await tx.query<{ source: string }>(sql`
    update documents set agents = ${sql.param(agents)}::text[], updated_at = now()
     where tenant_id = ${tx.tenantId} and id = ${documentId} and removed_at is null
    returning source`)
  return row?.source ?? null
}
