import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** Has a subscription be told of these types of events from now on; of none where it is gone. */
export async function keepSubscriptions(
  tx: Tx,
  subscriptions: readonly { readonly name: string; readonly kinds: readonly string[] }[],
): Promise<void> {
  for (const { name, kinds } of subscriptions) {
    await tx.query(sql`
      insert into event_subscriptions (tenant_id, name, kinds)
      values (${tx.tenantId}, ${name}, ${sql.param(kinds)}::text[])
          on conflict (tenant_id, name) do update set kinds = excluded.kinds
       where event_subscriptions.kinds <> excluded.kinds`)
  }
  await tx.query(sql`
    update event_subscriptions set kinds = '{}'
     where tenant_id = ${tx.tenantId} and kinds <> '{}'
       and name <> all(${sql.param(subscriptions.map(({ name }) => name))}::text[])`)
}

/** Has a subscription be told of nothing any more, and gives up what waits for it. */
export async function endSubscription(tx: Tx, name: string, error: string): Promise<void> {
  await tx.query(sql`
    update event_subscriptions set kinds = '{}' where tenant_id = ${tx.tenantId} and name = ${name}`)
  await tx.query(sql`
    update event_deliveries set state = 'failed', lease_until = null, settled_at = clock_timestamp(), error = ${error}
     where tenant_id = ${tx.tenantId} and subscription = ${name} and state in ('pending', 'sending')`)
}

const ClaimedDelivery = z.object({ threadId: z.uuid(), seq: z.int(), fence: z.int(), attempts: z.int() })
/** A delivery that this process holds now. `fence`: each claim of it has a higher one. `attempts` counts this one. */
export type ClaimedDelivery = Readonly<z.infer<typeof ClaimedDelivery>>

/** Takes what is due, as `claimEntries` does of channels: of each thread the earliest that isn't settled. */
export async function claimDeliveries(
  tx: Tx,
  {
    subscription,
    leaseMs,
    atMost,
  }: { readonly subscription: string; readonly leaseMs: number; readonly atMost: number },
): Promise<readonly ClaimedDelivery[]> {
  const rows = await tx.query(sql`
    with next as (
      select tenant_id, subscription, thread_id, seq from event_deliveries candidate
       where tenant_id = ${tx.tenantId} and subscription = ${subscription}
         and ((state = 'pending' and next_attempt_at <= now()) or (state = 'sending' and lease_until < now()))
         and not exists (select from event_deliveries earlier
                          where earlier.tenant_id = candidate.tenant_id and earlier.subscription = candidate.subscription
                            and earlier.thread_id = candidate.thread_id and earlier.seq < candidate.seq
                            and earlier.state in ('pending', 'sending'))
       order by next_attempt_at, thread_id limit ${atMost}
         for update skip locked)
    update event_deliveries d set state = 'sending', lease_until = now() + ${leaseMs} * interval '1 millisecond',
           fence = fence + 1, attempts = attempts + 1
      from next
     where d.tenant_id = next.tenant_id and d.subscription = next.subscription and d.thread_id = next.thread_id
       and d.seq = next.seq
    returning d.thread_id as "threadId", d.seq, d.fence, d.attempts`)
  return rows.map((row) => ClaimedDelivery.parse(row))
}

/** What came of an attempt. `pending`: it is tried again after `afterMs`, unless it is older than `giveUpAfterMs` then. */
export interface DeliveryEnd {
  readonly state: 'delivered' | 'failed' | 'pending' | 'skipped'
  readonly error: string | null
  readonly afterMs: number
  readonly giveUpAfterMs: number
}

/** Keeps what came of an attempt; null where the delivery is another process's by now, and nothing was changed. */
export async function settleDelivery(
  tx: Tx,
  subscription: string,
  { threadId, seq, fence }: ClaimedDelivery,
  { state, error, afterMs, giveUpAfterMs }: DeliveryEnd,
): Promise<DeliveryEnd['state'] | null> {
  const isRetry = state === 'pending'
  const next = sql`now() + ${afterMs} * interval '1 millisecond'`
  const isTooOld = sql`(${isRetry} and created_at + ${giveUpAfterMs} * interval '1 millisecond' < ${next})`
  const [row] = await tx.query(sql`
    update event_deliveries set state = case when ${isTooOld} then 'failed' else ${state} end, lease_until = null,
           next_attempt_at = case when ${isRetry} then ${next} else next_attempt_at end,
           settled_at = case when ${!isRetry} or ${isTooOld} then clock_timestamp() end, error = ${error}
     where tenant_id = ${tx.tenantId} and subscription = ${subscription} and thread_id = ${threadId} and seq = ${seq}
       and fence = ${fence} and state = 'sending'
    returning state`)
  return row === undefined ? null : Settled.parse(row).state
}

const Settled = z.object({ state: z.enum(['pending', 'delivered', 'failed', 'skipped']) })

/** Releases the claimed deliveries. Only for the process that holds PGlite's folder, at its start: no other can be sending. */
export async function releaseDeliveries(tx: Tx): Promise<void> {
  await tx.query(sql`
    update event_deliveries set state = 'pending', lease_until = null
     where tenant_id = ${tx.tenantId} and state = 'sending'`)
}

/** What is sent again: everything since a moment, or some events alone. */
export type Again =
  | { readonly since: string }
  | { readonly events: readonly { readonly threadId: string; readonly seq: number }[] }

/** As many as are sent again at once. */
const MOST_AGAIN = 10_000

/**
 * Has events be sent to a subscription again, whatever came of them before, with those from before it was there. What waits
 * already stays as it is. Gives how many.
 */
export async function deliverAgain(tx: Tx, subscription: string, again: Again): Promise<number> {
  const wanted =
    'since' in again
      ? sql`e.at >= ${again.since}::timestamptz`
      : sql`(e.thread_id, e.seq) in (
          select * from unnest(${sql.param(again.events.map(({ threadId }) => threadId))}::uuid[],
                               ${sql.param(again.events.map(({ seq }) => seq))}::bigint[]))`
  const rows = await tx.query(sql`
    insert into event_deliveries as kept (tenant_id, subscription, thread_id, seq, kind)
    select e.tenant_id, s.name, e.thread_id, e.seq, e.type
      from event_subscriptions s join events e on e.tenant_id = s.tenant_id and e.type = any(s.kinds)
     where s.tenant_id = ${tx.tenantId} and s.name = ${subscription} and ${wanted}
     order by e.at, e.thread_id, e.seq limit ${MOST_AGAIN}
        on conflict (tenant_id, subscription, thread_id, seq) do update
       set state = 'pending', attempts = 0, next_attempt_at = clock_timestamp(), error = null,
           created_at = clock_timestamp(), settled_at = null
     where kept.state in ('delivered', 'failed', 'skipped')
    returning seq`)
  return rows.length
}

const SubscriptionState = z.object({
  pending: z.int(),
  failed: z.int(),
  lastDeliveredAt: z.date().nullable(),
  lastError: z.string().nullable(),
})
/** How what is told to a subscription stands. */
export type SubscriptionState = Readonly<z.infer<typeof SubscriptionState>>

/** Counts what waits and what was given up, with the last delivery and the last error of what waits. */
export async function subscriptionState(tx: Tx, subscription: string): Promise<SubscriptionState> {
  const [row] = await tx.query(sql`
    select count(*) filter (where state in ('pending', 'sending'))::int as pending,
           count(*) filter (where state = 'failed')::int as failed,
           max(settled_at) filter (where state = 'delivered') as "lastDeliveredAt",
           (array_agg(error order by next_attempt_at desc) filter (where state = 'pending' and error is not null))[1] as "lastError"
      from event_deliveries where tenant_id = ${tx.tenantId} and subscription = ${subscription}`)
  return SubscriptionState.parse(row)
}
