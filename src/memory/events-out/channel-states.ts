import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

const ChannelState = z.object({
  channel: z.string(),
  lastInAt: z.date().nullable(),
  lastOutAt: z.date().nullable(),
  pending: z.int(),
  failed: z.int(),
  lastError: z.string().nullable(),
})
/** When something last came in by a channel and went out, and what waits or was given up. */
export type ChannelState = Readonly<z.infer<typeof ChannelState>>

/** How each outside channel stands that anything ever came in by. */
export async function channelStates(tx: Tx): Promise<readonly ChannelState[]> {
  const rows = await tx.query(sql`
    with names as (select distinct channel from outside_threads where tenant_id = ${tx.tenantId})
    select channel,
           (select max(received_at) from inbox
             where tenant_id = ${tx.tenantId} and channel = names.channel) as "lastInAt",
           (select max(settled_at) from outbox
             where tenant_id = ${tx.tenantId} and channel = names.channel and state = 'delivered') as "lastOutAt",
           (select count(*)::int from outbox
             where tenant_id = ${tx.tenantId} and channel = names.channel and state in ('pending', 'sending')) as pending,
           (select count(*)::int from outbox
             where tenant_id = ${tx.tenantId} and channel = names.channel and state = 'failed') as failed,
           (select error from outbox
             where tenant_id = ${tx.tenantId} and channel = names.channel and state = 'pending' and error is not null
             order by next_attempt_at desc limit 1) as "lastError"
      from names order by channel limit 500`)
  return rows.map((row) => ChannelState.parse(row))
}
