import type { Tx } from '../database/database.ts'
import { EventRow, findChainFault, type ChainHead } from './chain/hash-chain.ts'
import { lockHead, selectEvents } from './chain/stored.ts'

/**
 * Whether a thread's audit log is complete and unchanged. A fault names the first event that isn't; `count` are intact, from
 * the beginning on.
 */
export type ChainVerdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly seq: number; readonly reason: string; readonly count: number }

/**
 * Verifies a thread's hash chain, with every value that wasn't erased. It detects any change that doesn't recompute the
 * hashes; to detect a chain rewritten whole, its head must have been kept elsewhere.
 */
export async function verifyChain(tx: Tx, threadId: string): Promise<ChainVerdict> {
  const { seq, hash } = await lockHead(tx, threadId)
  const owner = { tenantId: tx.tenantId, threadId }
  let head: ChainHead = { seq: 0, hash: null }
  for (;;) {
    const rows = await selectEvents(tx, threadId, { after: head.seq, limit: VERIFIED_AT_ONCE })
    for (const row of rows) {
      const event = EventRow.safeParse(row)
      if (!event.success) return fault(Number(row.seq), 'it is no event any more')
      const reason = findChainFault(owner, head, event.data)
      if (reason !== null) return fault(event.data.seq, reason)
      head = event.data
    }
    if (rows.length < VERIFIED_AT_ONCE) break
  }
  if (head.seq === seq && head.hash === hash) return { ok: true, count: seq }
  return fault(head.seq + 1, 'the chain does not end where the thread says')

  function fault(at: number, reason: string): ChainVerdict {
    return { ok: false, seq: at, reason, count: head.seq }
  }
}

const VERIFIED_AT_ONCE = 500
