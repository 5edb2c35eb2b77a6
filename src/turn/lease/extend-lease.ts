import type { Tx } from '#memory/database/database.ts'
import { extendLease as extendLeaseRow } from '#memory/runs/leases.ts'
import type { Turn } from '../turn.ts'

/** Holds a turn's run for at least as long as something that is about to begin may take. Throws `lease-lost`. */
export async function extendLease(
  tx: Tx,
  { hold, lease }: Pick<Turn, 'hold' | 'lease'>,
  mustLastMs: number,
): Promise<void> {
  const untilMs = performance.now() + mustLastMs
  tx.afterCommit(() => lease.mustLastUntil(untilMs))
  await extendLeaseRow(tx, hold, mustLastMs)
}
