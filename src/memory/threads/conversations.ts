import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { TenantId, type PrincipalId } from '#core/principal.ts'
import type { Database, Tx } from '../database/database.ts'

/** Whose conversations, by which channel. */
export interface ConversationKey {
  readonly channel: string
  readonly requester: PrincipalId
}

const SaidBefore = z.object({
  threadId: z.uuid(),
  dedupeKey: z.string(),
  /** Whether its message is stored; it isn't yet where somebody is about to, or died before. */
  isStored: z.boolean(),
  /** Whether nothing else was said in its thread since. */
  isLast: z.boolean(),
  /** Whether a run of it is queued, at work or waits. */
  isOpen: z.boolean(),
  /** Whether a run of it failed or was taken back. */
  isBroken: z.boolean(),
  /** Whether a plan of it may be done, or something of one was begun. */
  hasDeed: z.boolean(),
  /** Milliseconds since its message was stored, by the database's clock. */
  ageMs: z.number(),
})
/** What became of a conversation's last message, the last time that it was taken in. */
export type SaidBefore = Readonly<z.infer<typeof SaidBefore>>

/** Locks a conversation until the transaction ends, so that the same message sent twice at once is accepted once. */
export async function lockConversation(tx: Tx, { channel, requester }: ConversationKey, key: string): Promise<void> {
  const name = `conversation ${JSON.stringify([tx.tenantId, channel, requester, key])}`
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

/** What is known of a conversation by its key; null where nothing is. */
export async function readSaid(tx: Tx, place: ConversationKey, key: string): Promise<SaidBefore | null> {
  const [row] = await tx.query(sql`
    select c.thread_id as "threadId", c.dedupe_key as "dedupeKey", m.id is not null as "isStored",
           coalesce(m.id = (select l.id from messages l
                             where l.tenant_id = c.tenant_id and l.thread_id = c.thread_id and l.role = 'user'
                             order by l.created_at desc, l.id desc limit 1), false) as "isLast",
           exists (select from runs r where r.tenant_id = c.tenant_id and r.thread_id = c.thread_id
                      and r.message_id = m.id and r.state in ('queued', 'running', 'waiting')) as "isOpen",
           exists (select from runs r where r.tenant_id = c.tenant_id and r.thread_id = c.thread_id
                      and r.message_id = m.id and r.state in ('failed', 'cancelled')) as "isBroken",
           exists (select from runs r
                     join plans p on p.tenant_id = r.tenant_id and p.run_id = r.id
                    where r.tenant_id = c.tenant_id and r.thread_id = c.thread_id and r.message_id = m.id
                      and (p.status not in ('failed', 'refused', 'rejected', 'expired', 'cancelled')
                           or exists (select from effects e
                                       where e.tenant_id = p.tenant_id and e.plan_id = p.id
                                         and e.state not in ('planned', 'cancelled')))) as "hasDeed",
           coalesce(extract(epoch from clock_timestamp() - m.created_at) * 1000, 0)::double precision as "ageMs"
      from conversations c
      left join inbox i on i.tenant_id = c.tenant_id and i.channel = c.channel and i.dedupe_key = c.dedupe_key
      left join messages m on m.tenant_id = i.tenant_id and m.id = i.message_id
     where c.tenant_id = ${tx.tenantId} and c.channel = ${place.channel} and c.requester = ${place.requester}
       and c.key = ${key}`)
  return row === undefined ? null : SaidBefore.parse(row)
}

/** Keeps which thread a conversation is of, and which message is its last. */
export async function keepSaid(
  tx: Tx,
  { channel, requester }: ConversationKey,
  { key, threadId, dedupeKey }: { readonly key: string; readonly threadId: string; readonly dedupeKey: string },
): Promise<void> {
  await tx.query(sql`
    insert into conversations (tenant_id, channel, requester, key, thread_id, dedupe_key)
    values (${tx.tenantId}, ${channel}, ${requester}, ${key}, ${threadId}::uuid, ${dedupeKey})
        on conflict (tenant_id, channel, requester, key)
        do update set thread_id = excluded.thread_id, dedupe_key = excluded.dedupe_key, said_at = clock_timestamp()`)
}

/** Tenants with a conversation that nobody went on with for so many days. */
export async function tenantsWithOldConversations(database: Database, days: number): Promise<readonly TenantId[]> {
  const rows = await database.queue((tx) =>
    tx.query<{ tenantId: unknown }>(sql`
      select distinct tenant_id as "tenantId" from conversations where ${isOlderThan(days)} order by 1 limit 10000`),
  )
  return rows.map(({ tenantId }) => TenantId.parse(tenantId))
}

/**
 * Forgets conversations that nobody went on with for so many days, at most so many; how many it were. One stays while a run
 * of its thread is open or a person has it: what is said next belongs there. Threads stay.
 */
export async function forgetConversations(
  tx: Tx,
  { days, atMost }: { readonly days: number; readonly atMost: number },
): Promise<number> {
  const forgotten = await tx.query(sql`
    delete from conversations
     where tenant_id = ${tx.tenantId} and (channel, requester, key) in (
       select c.channel, c.requester, c.key from conversations c
        where c.tenant_id = ${tx.tenantId} and ${isOlderThan(days)}
          and not exists (select from runs r where r.tenant_id = c.tenant_id and r.thread_id = c.thread_id
                             and r.state in ('queued', 'running', 'waiting'))
          and not exists (select from hand_overs h where h.tenant_id = c.tenant_id and h.thread_id = c.thread_id
                             and h.closed_at is null)
        order by c.said_at limit ${atMost} for update of c skip locked)
    returning key`)
  return forgotten.length
}

function isOlderThan(days: number): SQL {
  return sql`said_at < clock_timestamp() - ${days}::integer * interval '1 day'`
}
