import { AppError } from '#core/errors.ts'
import { lastsUntilMs, renewLease, type ClaimedRun, type Hold } from '#memory/runs.ts'
import type { LiveAgent } from './live-agent.ts'
import type { Services } from './services.ts'

/** Longer than anything that a turn does between two transactions, but for a call of a tool, which is added. */
const SILENT_MS = 120_000

/** A worker's lease of a run. Disposed, it is renewed no more. */
export interface HeldLease extends Disposable {
  /** The run's own work has come somewhere. */
  sign(): void
}

export interface LeaseOptions {
  readonly claimed: ClaimedRun
  readonly hold: Hold
  /** Before the claim was sent, by the process's monotonic clock: the lease lasts at least `RUN_LEASE_MS` from then. */
  readonly claimedAtMs: number
  /** Aborted when the run isn't this worker's any more, and before it can become another's. */
  readonly lost: AbortController
  /** How long the run's own work may say nothing; by default what its longest call may take, and two minutes. */
  readonly silentMs?: number
}

/**
 * Renews a run's lease while its own work gives signs of life. Where it can't be renewed, or isn't any more, the work is
 * aborted before the lease ends: two workers on one run would each find the other's writes in their way.
 */
export function holdLease(
  { agents, config, context, database }: Pick<Services, 'agents' | 'config' | 'context' | 'database'>,
  { claimed, hold, claimedAtMs, lost, silentMs = SILENT_MS + longestCallMs(agents.values()) }: LeaseOptions,
): HeldLease {
  const leaseMs = config.RUN_LEASE_MS
  const marginMs = leaseMs / 10
  let renewedAtMs = claimedAtMs
  let signAtMs = claimedAtMs
  /** When a renewal was first sent since one got through; null where none is awaited. */
  let triedAtMs: number | null = null
  const renewing = setInterval(renew, leaseMs / 3).unref()
  const watching = setInterval(watch, Math.max(marginMs / 2, 20)).unref()
  return {
    sign: () => void (signAtMs = performance.now()),
    [Symbol.dispose]() {
      clearInterval(renewing)
      clearInterval(watching)
    },
  }

  // Beside one that isn't answered another is tried, over another connection.
  function renew(): void {
    const now = performance.now()
    if (isSilent(now)) return
    triedAtMs ??= now
    renewLease(database, claimed, { leaseMs })
      .then(() => {
        renewedAtMs = Math.max(renewedAtMs, now)
        triedAtMs = null
      })
      .catch((error: unknown) => {
        context.log.warn({ event: 'lease-not-renewed', runId: claimed.id, err: error })
        if (error instanceof AppError && error.code === 'lease-lost') abort(error)
      })
  }

  function watch(): void {
    const now = performance.now()
    if (now < Math.max(renewedAtMs + leaseMs, lastsUntilMs(hold)) - marginMs) return
    if (isSilent(now)) return abort(notRenewed('Its own work has said nothing for too long.'))
    // A process that stood still asks once more before it gives up what may still be its own.
    if (triedAtMs === null) renew()
    else if (now - triedAtMs > leaseMs / 6) abort(notRenewed('The database didn’t renew it in time.'))
  }

  function isSilent(now: number): boolean {
    return now > Math.max(signAtMs, lastsUntilMs(hold)) + silentMs
  }

  function abort(error: AppError): void {
    clearInterval(renewing)
    clearInterval(watching)
    context.log.warn({ event: 'lease-given-up', runId: claimed.id, err: error })
    lost.abort(error)
  }
}

function notRenewed(why: string): AppError {
  return new AppError(`The lease of this run ends, and its work with it. ${why}`, { code: 'lease-not-renewed' })
}

function longestCallMs(agents: Iterable<Pick<LiveAgent, 'agent' | 'declarations'>>): number {
  return Math.max(
    0,
    ...[...agents].flatMap(({ agent, declarations }) => [
      ...agent.servers.map(({ timeoutMs }) => timeoutMs),
      ...[...declarations.values()].map(({ timeoutMs }) => timeoutMs ?? 0),
    ]),
  )
}
