import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** Notified whenever an entry of the outbox may have become due; the payload is the tenant. The trigger of migration 0037 notifies, too. */
export const OUTBOX_CHANNEL = 'parley_outbox'

/** An outbox entry that this process has claimed, to deliver to its channel. */
export const ClaimedEntry = z.object({
  threadId: z.uuid(),
  seq: z.int(),
  /** What the channel calls the conversation. */
  outsideId: z.string(),
  /** What it needs to answer there, as it said last. */
  reply: z.record(z.string(), z.json()).nullable(),
  /** The fencing token: each claim of the entry has a higher one. */
  fence: z.int(),
  /** Counts this one. */
  attempts: z.int(),
})
export type ClaimedEntry = Readonly<z.infer<typeof ClaimedEntry>>

/** The outcome of a delivery attempt. */
export type EntryOutcome =
  | { readonly state: 'delivered'; readonly deliveredAs: string | null }
  /** It is tried again after `afterMs`, unless it is older than `giveUpAfterMs` by then. */
  | { readonly state: 'pending'; readonly error: string; readonly afterMs: number; readonly giveUpAfterMs: number }
  | { readonly state: 'failed'; readonly error: string }

/**
 * Takes a channel's entries that are due, or whose lease has ended: of each thread the earliest that isn't settled, and
 * none while another is being sent. An attempt is counted before it is made.
 */
export async function claimEntries(
  tx: Tx,
  { channel, leaseMs, atMost }: { readonly channel: string; readonly leaseMs: number; readonly atMost: number },
): Promise<readonly ClaimedEntry[]> {
  const rows = await tx.query(sql`
    with next as (
      select tenant_id, thread_id, seq from outbox candidate
       where tenant_id = ${tx.tenantId} and channel = ${channel}
         and ((state = 'pending' and next_attempt_at <= now()) or (state = 'sending' and lease_until < now()))
         and not exists (select from outbox earlier
                          where earlier.tenant_id = candidate.tenant_id and earlier.thread_id = candidate.thread_id
                            and earlier.seq < candidate.seq and earlier.state in ('pending', 'sending'))
       order by next_attempt_at, thread_id limit ${atMost}
         for update skip locked)
    update outbox set state = 'sending', lease_until = now() + ${leaseMs} * interval '1 millisecond',
           fence = fence + 1, attempts = attempts + 1
      from next, outside_threads o
     where outbox.tenant_id = next.tenant_id and outbox.thread_id = next.thread_id and outbox.seq = next.seq
       and o.tenant_id = next.tenant_id and o.thread_id = next.thread_id
    returning outbox.thread_id as "threadId", outbox.seq, o.outside_id as "outsideId", o.reply, outbox.fence,
              outbox.attempts`)
  return rows.map((row) => ClaimedEntry.parse(row))
}

/** What the channel calls the card of a plan that it was told of before; null where it has none. */
export async function deliveredCard(
  tx: Tx,
  { threadId, seq, planId }: { readonly threadId: string; readonly seq: number; readonly planId: string },
): Promise<string | null> {
  const [row] = await tx.query<{ deliveredAs: string }>(sql`
    select o.delivered_as as "deliveredAs"
      from outbox o join events e on e.tenant_id = o.tenant_id and e.thread_id = o.thread_id and e.seq = o.seq
     where o.tenant_id = ${tx.tenantId} and o.thread_id = ${threadId} and o.seq < ${seq}
       and o.kind in ('run-waiting', 'plan-decided') and o.delivered_as is not null and e.body ->> 'planId' = ${planId}
     order by o.seq desc limit 1`)
  return row?.deliveredAs ?? null
}

/** Keeps what came of an attempt; null where the entry is another process's by now, and nothing was changed. */
export async function settleEntry(
  tx: Tx,
  { threadId, seq, fence }: ClaimedEntry,
  outcome: EntryOutcome,
): Promise<EntryOutcome['state'] | null> {
  const isRetry = outcome.state === 'pending'
  const afterMs = isRetry ? outcome.afterMs : 0
  const giveUpAfterMs = isRetry ? outcome.giveUpAfterMs : 0
  const next = sql`now() + ${afterMs} * interval '1 millisecond'`
  const isTooOld = sql`(${isRetry} and created_at + ${giveUpAfterMs} * interval '1 millisecond' < ${next})`
  const [row] = await tx.query(sql`
    update outbox set state = case when ${isTooOld} then 'failed' else ${outcome.state} end,
           lease_until = null,
           next_attempt_at = case when ${isRetry} then ${next} else next_attempt_at end,
           settled_at = case when ${!isRetry} or ${isTooOld} then clock_timestamp() end,
           error = ${outcome.state === 'delivered' ? null : outcome.error},
           delivered_as = ${outcome.state === 'delivered' ? outcome.deliveredAs : null}
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and seq = ${seq} and fence = ${fence}
       and state = 'sending'
    returning state`)
  return row === undefined ? null : Settled.parse(row).state
}

const Settled = z.object({ state: z.enum(['pending', 'delivered', 'failed']) })

/**
 * Marks what was delivered as given up, since the channel heard later that it didn't arrive. False where it isn't
 * delivered, or isn't the channel's.
 */
export async function failDelivered(
  tx: Tx,
  { channel, threadId, seq, error }: Pick<FailedEntry, 'channel' | 'error' | 'seq' | 'threadId'>,
): Promise<boolean> {
  const rows = await tx.query(sql`
    update outbox set state = 'failed', settled_at = clock_timestamp(), error = ${error}
     where tenant_id = ${tx.tenantId} and channel = ${channel} and thread_id = ${threadId} and seq = ${seq}
       and state = 'delivered'
    returning seq`)
  return rows.length > 0
}

/** Gives up what a channel still waits for, whoever holds it: nothing of it is to be sent any more. */
export async function failChannel(tx: Tx, channel: string, error: string): Promise<void> {
  await tx.query(sql`
    update outbox set state = 'failed', lease_until = null, settled_at = clock_timestamp(), error = ${error}
     where tenant_id = ${tx.tenantId} and channel = ${channel} and state in ('pending', 'sending')`)
}

/** Frees what is being sent. Only for whoever holds PGlite's folder, at its start: nobody else can be sending. */
export async function releaseEntries(tx: Tx): Promise<void> {
  await tx.query(sql`
    update outbox set state = 'pending', lease_until = null
     where tenant_id = ${tx.tenantId} and state = 'sending'`)
}

/** How many of a channel's entries wait, or were given up. */
export const OutboxCount = z.object({ pending: z.int(), failed: z.int() })
export type OutboxCount = Readonly<z.infer<typeof OutboxCount>>

/** Counts them. */
export async function countEntries(tx: Tx, channel: string): Promise<OutboxCount> {
  const [row] = await tx.query(sql`
    select count(*) filter (where state <> 'failed')::int as pending, count(*) filter (where state = 'failed')::int as failed
      from outbox
     where tenant_id = ${tx.tenantId} and channel = ${channel} and state in ('pending', 'sending', 'failed')`)
  return OutboxCount.parse(row)
}

/** An entry that was given up. */
export const FailedEntry = z.object({
  channel: z.string(),
  threadId: z.uuid(),
  seq: z.int(),
  kind: z.string(),
  attempts: z.int(),
  error: z.string(),
  createdAt: z.date(),
  settledAt: z.date(),
})
export type FailedEntry = Readonly<z.infer<typeof FailedEntry>>

/** What was given up last, of all channels. */
export async function listFailedEntries(tx: Tx, limit: number): Promise<readonly FailedEntry[]> {
  const rows = await tx.query(sql`
    select channel, thread_id as "threadId", seq, kind, attempts, error, created_at as "createdAt",
           settled_at as "settledAt"
      from outbox where tenant_id = ${tx.tenantId} and state = 'failed'
     order by settled_at desc, thread_id, seq limit ${limit}`)
  return rows.map((row) => FailedEntry.parse(row))
}
