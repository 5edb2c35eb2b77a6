import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** Whose conversations, by which channel. */
export interface ConversationPlace {
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

/** Makes whoever says the same in the same place at the same time come after this transaction. */
export async function oneSayingAtATime(tx: Tx, { channel, requester }: ConversationPlace, key: string): Promise<void> {
  const name = `conversation ${JSON.stringify([tx.tenantId, channel, requester, key])}`
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

/** What is known of a conversation by its key; null where nothing is. */
export async function readSaid(tx: Tx, place: ConversationPlace, key: string): Promise<SaidBefore | null> {
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
  { channel, requester }: ConversationPlace,
  { key, threadId, dedupeKey }: { readonly key: string; readonly threadId: string; readonly dedupeKey: string },
): Promise<void> {
  await tx.query(sql`
    insert into conversations (tenant_id, channel, requester, key, thread_id, dedupe_key)
    values (${tx.tenantId}, ${channel}, ${requester}, ${key}, ${threadId}::uuid, ${dedupeKey})
        on conflict (tenant_id, channel, requester, key)
        do update set thread_id = excluded.thread_id, dedupe_key = excluded.dedupe_key`)
}
