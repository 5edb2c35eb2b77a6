import type { Operations } from '#contract/operations.ts'
import { addToSharedRateLimits } from '#memory/people/shared-rate-limits.ts'
import { TenantId } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'

const NOTHING: ReadonlyMap<string, number> = new Map()

/** What one server lets go counts at the others. A folder has one server, which counts by itself. */
export function rateOperations({ database }: Services): Pick<Operations, 'shareRates'> {
  return {
    shareRates: async (tenantId, used) => {
      if (database.kind === 'pglite') return NOTHING
      return await database.batch(TenantId.parse(tenantId), (tx) => addToSharedRateLimits(tx, used))
    },
  }
}
