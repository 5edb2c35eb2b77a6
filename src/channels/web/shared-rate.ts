import type { Logger } from '#core/log.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type { RateLimit } from './rate-limit.ts'

/** Says how long somebody has to wait before the next one, in milliseconds; 0 means go ahead, and counts it. */
export type PrincipalRate = (principal: Pick<Principal, 'tenantId' | 'id'>) => number

export interface SharedRateOptions {
  /** What is counted, among all rates of a principal. */
  readonly name: string
  /** Milliseconds from a use to when the other servers may know of it. */
  readonly afterMs: number
  readonly share: Operations['shareRates']
  readonly log: Logger
  readonly closing: AbortSignal
}

/**
 * Counts somebody's use here, and adds it to what all servers count a moment later: nothing waits for the database, and
 * in that moment each server may let as much through as one may. Where it can't be told, each counts on.
 */
export function shareRate(limit: RateLimit, options: SharedRateOptions): PrincipalRate {
  let unshared = new Map<string, Map<string, number>>() // by tenant, by name, in ms
  let timer: NodeJS.Timeout | null = null
  options.closing.addEventListener('abort', () => clearTimeout(timer ?? undefined), { once: true })

  return ({ tenantId, id }) => {
    const name = `${options.name}/${id}`
    const waitMs = limit.take(`${tenantId}/${name}`)
    if (waitMs > 0) return waitMs
    const used = unshared.get(tenantId) ?? new Map<string, number>()
    unshared.set(tenantId, used.set(name, (used.get(name) ?? 0) + limit.intervalMs))
    timer ??= setTimeout(() => void tell(), options.afterMs).unref()
    return 0
  }

  async function tell(): Promise<void> {
    const told = unshared
    unshared = new Map()
    timer = null
    await Promise.all([...told].map(([tenantId, used]) => tellTenant(tenantId, used)))
  }

  async function tellTenant(tenantId: string, used: ReadonlyMap<string, number>): Promise<void> {
    try {
      const ofAll = await options.share(tenantId, used)
      for (const [name, usedMs] of ofAll) {
        limit.atLeast(`${tenantId}/${name}`, usedMs + (unshared.get(tenantId)?.get(name) ?? 0))
      }
    } catch (error) {
      options.log.warn({ event: 'rates-not-shared', tenant: tenantId, err: error })
    }
  }
}
