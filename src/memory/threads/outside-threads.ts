import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** A conversation of an outside channel, with the thread that it gets unless it has one. */
export interface OutsideConversation {
  readonly channel: string
  /** What the channel calls it. */
  readonly outsideId: string
  readonly threadId: string
  readonly agent: string
  readonly requester: PrincipalId
  /** Whether what happens in the thread is told to the channel. */
  readonly isSubscribed: boolean
  /** What the channel needs to answer in it; null where that is its id alone. */
  readonly reply: JsonObject | null
}

const OutsideThread = z.object({ threadId: z.uuid(), requester: PrincipalId })
export type OutsideThread = Readonly<z.infer<typeof OutsideThread>>

/**
 * The thread of an outside conversation, made where there is none. Of two who make it at once the second waits for the
 * first and gets theirs. Its statements can travel together.
 */
export async function openOutsideThread(tx: Tx, wanted: OutsideConversation): Promise<OutsideThread> {
  const reply = wanted.reply === null ? null : JSON.stringify(wanted.reply)
  // The key between the two is checked at the statement's end. The mapping comes first: who loses makes no thread.
  const opened = tx.query(sql`
    with mapped as (
      insert into outside_threads (tenant_id, channel, outside_id, thread_id, is_subscribed, reply)
      values (${tx.tenantId}, ${wanted.channel}, ${wanted.outsideId}, ${wanted.threadId}::uuid, ${wanted.isSubscribed},
              ${reply}::jsonb)
          on conflict (tenant_id, channel, outside_id) do nothing
      returning thread_id
    )
    insert into threads (tenant_id, id, agent, requester, channel)
    select ${tx.tenantId}, thread_id, ${wanted.agent}, ${wanted.requester}, ${wanted.channel} from mapped`)
  // Of somebody else's conversation nothing is changed.
  const subscribed = tx.query(sql`
    update outside_threads o set is_subscribed = ${wanted.isSubscribed}, reply = coalesce(${reply}::jsonb, o.reply)
      from threads t
     where o.tenant_id = ${tx.tenantId} and o.channel = ${wanted.channel} and o.outside_id = ${wanted.outsideId}
       and t.tenant_id = o.tenant_id and t.id = o.thread_id and t.requester = ${wanted.requester}
       and (o.is_subscribed <> ${wanted.isSubscribed} or o.reply is distinct from coalesce(${reply}::jsonb, o.reply))`)
  const found = tx.query(sql`
    select o.thread_id as "threadId", t.requester
      from outside_threads o join threads t on t.tenant_id = o.tenant_id and t.id = o.thread_id
     where o.tenant_id = ${tx.tenantId} and o.channel = ${wanted.channel} and o.outside_id = ${wanted.outsideId}`)
  const [, , [row]] = await Promise.all([opened, subscribed, found])
  if (row === undefined) throw new AppError('An outside conversation was not stored.', { code: 'database-error' })
  return OutsideThread.parse(row)
}

/** Ends a channel's subscription: nothing more is told of its threads until somebody writes in them again. */
export async function unsubscribeChannel(tx: Tx, channel: string): Promise<void> {
  await tx.query(sql`
    update outside_threads set is_subscribed = false
     where tenant_id = ${tx.tenantId} and channel = ${channel} and is_subscribed`)
}
