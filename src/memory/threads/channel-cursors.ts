import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'
import type { Tx } from '../database/database.ts'

/** Who reads a channel, and for how long before they say so again. */
export interface CursorLease {
  readonly channel: string
  readonly holder: string
  readonly leaseMs: number
}

const Held = z.object({ place: z.record(z.string(), z.json()).nullable() })

/** Takes or keeps the reading of a channel. Gives how far it has been read; null where another process reads it. */
export async function holdCursor(
  tx: Tx,
  { channel, holder, leaseMs }: CursorLease,
): Promise<{ readonly place: JsonObject | null } | null> {
  const [row] = await tx.query(sql`
    insert into channel_cursors as c (tenant_id, channel, holder, lease_until)
    values (${tx.tenantId}, ${channel}, ${holder}::uuid, now() + ${leaseMs} * interval '1 millisecond')
        on conflict (tenant_id, channel) do update set holder = excluded.holder, lease_until = excluded.lease_until
     where c.holder is null or c.holder = excluded.holder or c.lease_until < now()
    returning c.place`)
  return row === undefined ? null : Held.parse(row)
}

/** Keeps how far it has been read. False where another process reads it by now, and nothing was changed. */
export async function keepCursor(
  tx: Tx,
  { channel, holder, leaseMs, place }: CursorLease & { readonly place: JsonObject },
): Promise<boolean> {
  const rows = await tx.query(sql`
    update channel_cursors
       set place = ${JSON.stringify(place)}::jsonb, lease_until = now() + ${leaseMs} * interval '1 millisecond'
     where tenant_id = ${tx.tenantId} and channel = ${channel} and holder = ${holder}::uuid
    returning channel`)
  return rows.length > 0
}

/** Lets others read it. */
export async function releaseCursor(tx: Tx, { channel, holder }: Omit<CursorLease, 'leaseMs'>): Promise<void> {
  await tx.query(sql`
    update channel_cursors set holder = null, lease_until = null
     where tenant_id = ${tx.tenantId} and channel = ${channel} and holder = ${holder}::uuid`)
}

/** The channels that some process reads now, and has got through to: of connections, at least one stands. */
export async function connectedChannels(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.query<{ channel: string }>(sql`
    select channel from channel_cursors
     where tenant_id = ${tx.tenantId} and lease_until > now() and place is not null
       and coalesce((place ->> 'connections')::int, 1) > 0
     order by channel limit 1000`)
  return rows.map(({ channel }) => channel)
}

/** Frees every channel. Only for whoever holds PGlite's folder, at its start: nobody else can be reading. */
export async function releaseCursors(tx: Tx): Promise<void> {
  await tx.query(sql`
    update channel_cursors set holder = null, lease_until = null
     where tenant_id = ${tx.tenantId} and holder is not null`)
}
