import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { contentHash, EventRow, isInOnePiece, type ChainHead } from './chain/hash-chain.ts'
import { verifyChain } from './verify-chain.ts'

/** An event as its hash covers it, and beside it the values that stand behind its commitments, by place in its body. */
export interface ProvedEvent {
  readonly event: Omit<EventRow, 'disclosed' | 'previousHash'>
  readonly disclosed: EventRow['disclosed']
}

/**
 * That a run's events are part of their thread's chain: each in full, and of all others from the first on the hash of
 * its content alone. From `after` on, each link's place follows from the one before.
 */
export interface ChainProof {
  readonly after: ChainHead
  readonly links: readonly (ProvedEvent | string)[]
  /** Where the thread's chain ends. The links end there too, or where their number does. */
  readonly head: ChainHead
  /** The first event that isn't as it was written: no link goes that far. */
  readonly fault: { readonly seq: number; readonly reason: string } | null
}

/** Links after a run's last event that a proof holds at most: some 70 bytes each. */
const MOST_AFTER = 1_000
const READ_AT_ONCE = 500

/** Proves where the events of a run stand in their thread. Reads the thread's chain whole, and checks it. Throws `not-found`. */
export async function proveEvents(
  tx: Tx,
  of: { readonly threadId: string; readonly runId: string },
): Promise<ChainProof> {
  const verdict = await verifyChain(tx, of.threadId)
  const head = await readHead(tx, of.threadId)
  const { first, last } = await spanOf(tx, of)
  const until = Math.min(verdict.count, last + MOST_AFTER)
  const fault = verdict.ok ? null : { seq: verdict.seq, reason: verdict.reason }
  const links: (ProvedEvent | string)[] = []
  let after: ChainHead | null = null
  for (let seq = first; seq <= until; seq += READ_AT_ONCE) {
    const rows = await readRows(tx, of.threadId, { from: seq, to: Math.min(until, seq + READ_AT_ONCE - 1) })
    after ??= { seq: first - 1, hash: rows[0]?.previousHash ?? null }
    links.push(...rows.map((row) => link(row, { tenantId: tx.tenantId, ...of })))
  }
  return { after: after ?? { seq: first - 1, hash: null }, links, head, fault }
}

function link(row: EventRow, of: { readonly tenantId: string; readonly threadId: string; readonly runId: string }) {
  const { disclosed, previousHash: _previous, ...event } = row
  // Where no hash stands for its content alone, nothing else leads on.
  const isNeeded = row.runId === of.runId || isInOnePiece(of, row)
  return isNeeded ? { event, disclosed } : contentHash(of, row)
}

const Head = z.object({ seq: z.int(), hash: z.string().nullable() })

async function readHead(tx: Tx, threadId: string): Promise<ChainHead> {
  const [row] = await tx.query(sql`
    select head_seq as seq, head_hash as hash from threads where tenant_id = ${tx.tenantId} and id = ${threadId}`)
  return Head.parse(row)
}

const Span = z.object({ first: z.int(), last: z.int() })

async function spanOf(tx: Tx, { threadId, runId }: { readonly threadId: string; readonly runId: string }) {
  const [row] = await tx.query(sql`
    select coalesce(min(seq), 1)::int as first, coalesce(max(seq), 0)::int as last
      from events where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and run_id = ${runId}`)
  return Span.parse(row)
}

async function readRows(
  tx: Tx,
  threadId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly EventRow[]> {
  const rows = await tx.query(sql`
    select seq, type, run_id as "runId", at, body, disclosed, previous_hash as "previousHash", hash
      from events
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and seq between ${from} and ${to}
     order by seq`)
  return rows.map((row) => EventRow.parse(row))
}
