import type { TenantId } from '#core/principal.ts'
import type { Lease } from '#memory/runs/leases.ts'
import type { HeldLease } from './hold-lease.ts'
import type { TurnProgress } from '../feed/turn-progress.ts'

/** One claim on a run: whose it is, and the fence that every write compares. */
export interface TurnClaim {
  readonly tenantId: TenantId
  readonly threadId: string
  readonly hold: Lease
  /** Its row as it was when it was claimed, not parsed yet: one that can't be read is a failed attempt. Null: it's gone. */
  readonly row: unknown
  /** The message that this claim on a run ends with, the same for whoever tells of it before it is there. */
  readonly answerId: string
  /** Ends what waits: the process stops, or the run is another worker's. */
  readonly signal: AbortSignal
  /** Ends only where the run isn't this worker's any more: another's, or stopped. A write that is under way is let finish when the process stops. */
  readonly held: AbortSignal
  /** Tells how far the turn is while no event says so. */
  readonly progress: TurnProgress
  /** Told that the turn has come somewhere, and what it has to last for. */
  readonly lease: Pick<HeldLease, 'sign' | 'mustLastUntil'>
}
