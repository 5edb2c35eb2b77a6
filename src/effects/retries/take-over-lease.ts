import { takeOverEffect } from '#memory/ledger/ledger.ts'
import { extendLease } from '#turn/lease/extend-lease.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import type { StepContext } from '../step-context.ts'

/** Takes over an effect that was begun, extending the lease of its run to last that long. Throws `lease-lost`. */
export async function takeOverLease(
  services: Services,
  turn: Turn,
  { found, effect }: Pick<StepContext, 'found' | 'effect'>,
  leaseMustLastMs: number,
): Promise<void> {
  await services.database.batch(turn.tenantId, (tx) =>
    Promise.all([extendLease(tx, turn, leaseMustLastMs), takeOverEffect(tx, found.plan.id, effect.index, turn.hold)]),
  )
}
