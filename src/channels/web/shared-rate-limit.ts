import type { Logger } from '#core/log.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type { RateLimit } from './rate-limit.ts'

/** A rate limit for each principal: how long to wait before the next request, in ms; 0 means go ahead, and counts it. */
export type PrincipalRateLimit = (principal: Pick<Principal, 'tenantId' | 'id'>) => number

export interface SharedRateLimitOptions {
  /** What is counted, among all rates of a principal. */
  readonly name: string
  /** Milliseconds from a use to when the other servers may know of it. */
  readonly afterMs: number
  readonly share: Operations['shareRates']
  readonly log: Logger
  readonly closing: AbortSignal
}

/**
 * Shares a rate limit among servers: counts a principal's use here, and adds it to what all servers count a moment later.
 * Nothing waits for the database, and in that moment each server may let as much through as one may. Without the database,
 * each counts on by itself.
 */
export function shareRateLimit(limit: RateLimit, options: SharedRateLimitOptions): PrincipalRateLimit {
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
