import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { keyReused } from './inbox.ts'
import type { Part } from './part.ts'

/** Whether a thread's requester said all of these messages in it. */
export async function isMentionedIn(tx: Tx, threadId: string, messageIds: readonly string[]): Promise<boolean> {
  if (messageIds.length === 0) return true
  const [row] = await tx.query<{ count: number }>(sql`
    select count(*)::integer as count from messages
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and role = 'user'
       and id = any(${sql.param(messageIds)}::uuid[])`)
  return row?.count === messageIds.length
}

/**
 * Adds what a person writes to a thread. False where it is there already, by its id; throws `idempotency-key-reused` where
 * that is another message's.
 */
export async function appendPersonsMessage(
  tx: Tx,
  message: {
    readonly id: string
    readonly threadId: string
    readonly by: string
    readonly parts: readonly Part[]
    /** The messages that it replies to. */
    readonly answers: readonly string[]
  },
): Promise<boolean> {
  const parts = sql`${JSON.stringify(message.parts)}::jsonb`
  const rows = await tx.query(sql`
    insert into messages (tenant_id, id, thread_id, role, principal_id, parts, answers)
    values (${tx.tenantId}, ${message.id}, ${message.threadId}, 'person', ${message.by}, ${parts},
            ${sql.param(message.answers)}::uuid[])
        on conflict (tenant_id, id) do nothing
    returning id`)
  if (rows.length > 0) return true
  const [other] = await tx.query<{ createdAt: Date }>(sql`
    select created_at as "createdAt" from messages
     where tenant_id = ${tx.tenantId} and id = ${message.id} and parts <> ${parts}`)
  if (other) throw keyReused(message.id, other.createdAt)
  return false
}
