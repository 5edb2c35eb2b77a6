import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'

/** Notes that a conversation of a channel is greeted. False where it was before. */
export async function noteGreeting(tx: Tx, channel: string, outsideId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into channel_greetings (tenant_id, channel, outside_id)
    select ${tx.tenantId}, ${channel}, ${outsideId}
     where not exists (select from outside_threads o
                        where o.tenant_id = ${tx.tenantId} and o.channel = ${channel} and o.outside_id = ${outsideId})
        on conflict do nothing
    returning outside_id`)
  return rows.length > 0
}
