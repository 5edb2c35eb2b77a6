import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { notFound } from '#core/errors.ts'
import type { Tx } from '../../database/database.ts'
import { clockAt, type KnownHead } from './known-heads.ts'

/** The head of a thread's chain, and its row locked until the transaction ends. Throws `not-found`. */
export async function lockHead(tx: Tx, threadId: string): Promise<KnownHead> {
  // Not `for update`: that would wait for whoever has just added a message or run to the thread, who waits for us.
  const [row] = await tx.query(sql`
    select head_seq as seq, head_hash as hash, clock_timestamp() as now
      from threads where tenant_id = ${tx.tenantId} and id = ${threadId} for no key update`)
  if (row === undefined) throw notFound('thread')
  const { seq, hash, now } = Head.parse(row)
  return { seq, hash, clock: clockAt(now) }
}

const Head = z.object({
  seq: z.int(),
  hash: z.string().nullable(),
  now: z.date(),
})

/** A thread's events as they are stored, in order, after a number. */
export async function selectEvents(tx: Tx, threadId: string, page: { readonly after: number; readonly limit: number }) {
  return tx.query<{ seq: unknown }>(sql`
    select seq, type, run_id as "runId", at, body, disclosed, previous_hash as "previousHash", hash
      from events
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and seq > ${page.after}
     order by seq limit ${page.limit}`)
}
