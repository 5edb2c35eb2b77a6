import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import type { Tx } from '../database/database.ts'

/** A tool's pinned definition, as the operator accepted it. While the server offers another, the tool can't be called. */
export const ToolPin = z.object({
  tool: z.string(),
  definitionHash: z.string(),
  /** With `sample`, where one was accepted with it. */
  definition: JsonObject,
  /** Where its server was, without credentials. */
  address: z.string(),
  /** The principal, or `start` for what was accepted with the agent's folder at first sight. */
  acceptedBy: z.string(),
  acceptedAt: z.date(),
})
export type ToolPin = Readonly<z.infer<typeof ToolPin>>

/** Reads every pinned definition of the tenant, by tool. There are as many as its agents' folders name. */
export async function readPins(tx: Tx): Promise<readonly ToolPin[]> {
  const rows = await tx.query(sql`
    select tool, definition_hash as "definitionHash", definition, address, accepted_by as "acceptedBy",
           accepted_at as "acceptedAt"
      from tool_pins where tenant_id = ${tx.tenantId} order by tool limit 10000`)
  return rows.map((row) => ToolPin.parse(row))
}

/** Notified when a definition was pinned, with the tenant. */
export const TOOLS_CHANNEL = 'parley_tools'

/**
 * Accepts a tool's definition in the place of the one before, and keeps who did. `onlyNew`: where there is one already,
 * nothing changes.
 */
export async function acceptTool(
  tx: Tx,
  pin: Omit<ToolPin, 'acceptedAt'>,
  { onlyNew = false }: { readonly onlyNew?: boolean } = {},
): Promise<void> {
  const otherwise = onlyNew
    ? sql`nothing`
    : sql`update
       set definition_hash = excluded.definition_hash, definition = excluded.definition, address = excluded.address,
           accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at`
  await tx.query(sql`
    with before as (select definition_hash from tool_pins where tenant_id = ${tx.tenantId} and tool = ${pin.tool}),
    pinned as (
      insert into tool_pins (tenant_id, tool, definition_hash, definition, address, accepted_by)
      values (${tx.tenantId}, ${pin.tool}, ${pin.definitionHash}, ${JSON.stringify(pin.definition)}::jsonb,
              ${pin.address}, ${pin.acceptedBy})
          on conflict (tenant_id, tool) do ${otherwise}
      returning tool, definition_hash, definition, address, accepted_by)
    insert into tool_acceptances (tenant_id, tool, definition_hash, previous_hash, definition, address, accepted_by)
    select ${tx.tenantId}, tool, definition_hash, (select definition_hash from before), definition, address, accepted_by
      from pinned`)
  await tx.notify(TOOLS_CHANNEL, tx.tenantId)
}
